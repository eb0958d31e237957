// SPDX-License-Identifier: MIT
// The report's file: what goes into it, and that it is whole or not there.
#include "rtsp_client/report_writer.h"

#include "libstream/playback/session_history.h"
#include "tests/support/temp_folder.h"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>

namespace zoetrope::client::test {
namespace {

namespace fs = std::filesystem;
using zoetrope::test::TempFolder;

// A session that has been.
struct PastEngine final : EngineControl {
  void setup() override {}
  void play() override {}
  void pause() override {}
  void teardown() override {}
  void seek(double) override {}
  void retry() override {}
  void useTcp() override {}
  EngineStatus status() const override {
    EngineStatus status;
    status.way = "standard dialect over TCP";
    status.sessionInfo = "Simulated network: loss=5%";
    return status;
  }
  playback::Counters counters() const override {
    playback::Counters counters;
    counters.framesComplete = 25;
    return counters;
  }
  std::vector<playback::HistorySample> history(std::size_t) const override { return {{0, {}}, {1, counters()}}; }
  std::vector<ConversationEntry> conversation(std::size_t) const override {
    return {{.request = true, .preBuffer = true, .text = "PLAY x RTSP/1.0\r\n\r\n", .number = 3}};
  }
  void stop() override {}
  void join() override {}
};

ReportContext context() {
  ReportContext context;
  context.target.host = "::1";
  context.target.port = 8554;
  context.target.video = "movie.mjpeg";
  context.target.uri = "rtsp://[::1]:8554/movie.mjpeg";
  context.commandLine = "zoetrope-client rtsp://[::1]:8554/movie.mjpeg";
  context.ending = report::Ending{};
  return context;
}

std::string contentOf(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t filesIn(const TempFolder& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report_writer)

BOOST_AUTO_TEST_CASE(it_gathers_what_engine_and_program_know) {
  ReportContext known = context();
  known.counters = PastEngine().counters();
  known.counters->framesDecoded = 24;
  const report::SessionReport report = gatherReport(PastEngine(), known);
  BOOST_TEST(report.server == "[::1]:8554");
  BOOST_TEST(report.movie == "movie.mjpeg");
  BOOST_TEST(report.overTcp);
  BOOST_TEST(report::isSimulated(report));
  BOOST_TEST(report.counters.framesDecoded == 24U);
  BOOST_TEST(report.history.back().counters.framesDecoded == 24U);
  BOOST_TEST(report.conversationForgotten == 3U);
  BOOST_TEST(report.conversation.at(0).preBuffer);
  BOOST_TEST(report.versions.at(0).starts_with("zoetrope-client "));
}

BOOST_AUTO_TEST_CASE(each_form_is_written_whole_and_alone) {
  const TempFolder folder;
  for (const char* name : {"a.html", "b.json", "c.csv"}) {
    BOOST_REQUIRE(writeReport(folder.path() / name, PastEngine(), context()).ok());
    BOOST_TEST(contentOf(folder.path() / name).find("movie.mjpeg") != std::string::npos, name);
  }
  BOOST_TEST(filesIn(folder) == 3U);
}

BOOST_AUTO_TEST_CASE(an_older_report_is_replaced) {
  const TempFolder folder;
  const fs::path file = folder.write("a.json", "old");
  BOOST_REQUIRE(writeReport(file, PastEngine(), context()).ok());
  BOOST_TEST(contentOf(file).ends_with("}\n"));
  BOOST_TEST(filesIn(folder) == 1U);
}

BOOST_AUTO_TEST_CASE(a_link_stays_and_what_it_points_to_is_replaced) {
  const TempFolder folder;
  const fs::path file = folder.write("real/a.json", "old");
  fs::create_symlink(file, folder.path() / "link.json");
  BOOST_REQUIRE(writeReport(folder.path() / "link.json", PastEngine(), context()).ok());
  BOOST_TEST(fs::is_symlink(folder.path() / "link.json"));
  BOOST_TEST(fs::file_size(file) > 100U);
}

BOOST_AUTO_TEST_CASE(asking_whether_it_can_be_written_leaves_nothing_behind) {
  const TempFolder folder;
  const fs::path old = folder.write("old.html", "old");
  BOOST_TEST(checkReportFile(folder.path() / "new.html").ok());
  BOOST_TEST(checkReportFile(old).ok());
  BOOST_TEST(filesIn(folder) == 1U);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_is_said_with_its_name) {
  const TempFolder folder;
  fs::create_directory(folder.path() / "folder.html");
  for (const char* name : {"nowhere/a.html", "folder.html", "a.txt"}) {
    const fs::path file = folder.path() / name;
    const Result<void> possible = checkReportFile(file);
    BOOST_REQUIRE(!possible.ok());
    BOOST_TEST(possible.error().message.find(file.filename().string()) != std::string::npos, possible.error().message);
    BOOST_TEST(!writeReport(file, PastEngine(), context()).ok());
  }
  BOOST_TEST(filesIn(folder) == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client::test
