// SPDX-License-Identifier: MIT
#include "libstream/movie/file_reader.h"

#include "libstream/movie/mapped_file.h"
#include "tests/support/temp_folder.h"

#include <boost/test/unit_test.hpp>

#ifndef _WIN32
#include <sys/stat.h>
#endif

namespace zoetrope::movie {

using test::TempFolder;

BOOST_AUTO_TEST_SUITE(file_reader)

BOOST_AUTO_TEST_CASE(reads_at_any_offset_and_short_only_at_the_end) {
  const TempFolder folder;
  const auto file = FileReader::open(folder.write("a.bin", "0123456789"));
  BOOST_REQUIRE(file.ok());
  BOOST_TEST(file->size() == 10U);
  ByteBuffer into(4);
  BOOST_TEST(*file->readAt(3, into) == 4U);
  BOOST_TEST(asText(into) == "3456");
  BOOST_TEST(*file->readAt(8, into) == 2U);
  BOOST_TEST(*file->readAt(10, into) == 0U);
  BOOST_TEST(*file->readAt(1'000'000, into) == 0U);
}

BOOST_AUTO_TEST_CASE(reading_exactly_says_when_the_file_ends_before) {
  const TempFolder folder;
  const auto file = FileReader::open(folder.write("a.bin", "0123456789"));
  BOOST_REQUIRE(file.ok());
  BOOST_TEST(asText(*file->readExactly(2, 3)) == "234");
  const auto tooFar = file->readExactly(8, 3);
  BOOST_REQUIRE(!tooFar.ok());
  BOOST_TEST(tooFar.error().message.find("ends after 2 of 3") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(names_outside_ascii_are_opened) {
  const TempFolder folder;
  BOOST_TEST(FileReader::open(folder.write("k\xC3\xA4se \xE2\x82\xAC.bin", "x")).ok());
}

BOOST_AUTO_TEST_CASE(missing_files_and_folders_are_refused_in_words) {
  const TempFolder folder;
  BOOST_TEST(!FileReader::open(folder.path() / "missing").ok());
  const auto opened = FileReader::open(folder.path());
  BOOST_REQUIRE(!opened.ok());
  BOOST_TEST(opened.error().message.find("folder") != std::string::npos);
}

#ifndef _WIN32
BOOST_AUTO_TEST_CASE(fifos_and_devices_are_refused_without_waiting) {
  const TempFolder folder;
  const auto fifo = folder.path() / "fifo";
  BOOST_REQUIRE(mkfifo(fifo.c_str(), 0600) == 0);
  const auto opened = FileReader::open(fifo);
  BOOST_REQUIRE(!opened.ok());
  BOOST_TEST(opened.error().message.find("a FIFO") != std::string::npos);
  BOOST_TEST(!FileReader::open("/dev/zero").ok());
  BOOST_TEST(!FileReader::open("/dev/null").ok());
}
#endif

BOOST_AUTO_TEST_CASE(a_file_that_was_changed_has_another_identity) {
  const TempFolder folder;
  const auto path = folder.write("a.bin", "0123456789");
  const auto file = FileReader::open(path);
  BOOST_REQUIRE(file.ok());
  BOOST_TEST((*file->currentIdentity() == file->identity()));
  std::filesystem::resize_file(path, 5);
  BOOST_TEST((*file->currentIdentity() != file->identity()));
}

BOOST_AUTO_TEST_CASE(a_moved_reader_keeps_the_file_open) {
  const TempFolder folder;
  auto first = FileReader::open(folder.write("a.bin", "0123456789"));
  auto second = FileReader::open(folder.write("b.bin", "abc"));
  BOOST_REQUIRE(first.ok() && second.ok());
  *second = std::move(*first);
  BOOST_TEST(asText(*second->readExactly(0, 10)) == "0123456789");
}

BOOST_AUTO_TEST_CASE(a_map_shows_the_file_and_outlives_its_reader) {
  const TempFolder folder;
  auto map = [&] {
    const auto file = FileReader::open(folder.write("a.bin", "0123456789"));
    return MappedFile::map(*file);
  }();
  BOOST_REQUIRE(map.ok());
  BOOST_TEST(asText(map->bytes()) == "0123456789");
  const MappedFile moved = std::move(*map);
  BOOST_TEST(asText(moved.bytes()) == "0123456789");
  BOOST_TEST(map->bytes().empty());
}

BOOST_AUTO_TEST_CASE(an_empty_file_maps_to_nothing) {
  const TempFolder folder;
  const auto file = FileReader::open(folder.write("empty", ""));
  BOOST_REQUIRE(file.ok());
  const auto map = MappedFile::map(*file);
  BOOST_REQUIRE(map.ok());
  BOOST_TEST(map->bytes().empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::movie
