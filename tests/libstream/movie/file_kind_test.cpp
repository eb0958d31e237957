// SPDX-License-Identifier: MIT
#include "libstream/movie/file_kind.h"

#include "tests/support/movie_builder.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

namespace zoetrope::movie {
namespace {

using namespace std::string_view_literals;

struct Kind {
  std::string_view start;
  std::string_view kind;
};
std::ostream& operator<<(std::ostream& out, const Kind& kind) { return out << kind.kind; }

const Kind kKinds[] = {
    {"\0\0\0\x18"
     "ftypmp42"sv,
     "an MP4 or QuickTime file"},
    {"RIFF\x10\0\0\0AVI LIST"sv, "an AVI file"},
    {"\x89PNG\r\n\x1A\n"sv, "a PNG picture"},
    {"GIF89a"sv, "a GIF picture"},
    {"\x1A\x45\xDF\xA3\x01"sv, "a Matroska or WebM file"},
    {"OggS\0"sv, "an Ogg file"},
    {"%PDF-1.4"sv, "a PDF document"},
    {"PK\x03\x04zip"sv, "a ZIP archive"},
    {"--frame\r\nContent-Type: image/jpeg\r\n\r\n"sv, "a multipart stream (Motion-JPEG over HTTP)"},
    {"#!/bin/sh\necho hello\n"sv, "a text file"},
    {"{\"caf\xC3\xA9\": 1}"sv, "a text file"},
    {""sv, "an empty file"},
    {"\x01\x02\x03"sv, "a file without any complete JPEG in it"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(file_kind)

BOOST_DATA_TEST_CASE(a_file_is_named_by_its_beginning, kKinds, kind) {
  BOOST_TEST(fileKindWithoutJpeg(asBytes(kind.start)) == kind.kind);
}

BOOST_AUTO_TEST_CASE(a_transport_stream_is_known_by_its_sync_bytes) {
  ByteBuffer stream(5 * 188, 0);
  for (std::size_t i = 0; i < stream.size(); i += 188) stream[i] = 'G';
  BOOST_TEST(foreignFileKind(stream) == "an MPEG transport stream");
}

BOOST_AUTO_TEST_CASE(only_containers_are_foreign_in_spite_of_pictures_inside) {
  BOOST_TEST(containerKind(asBytes("RIFF\x10___AVI LIST")) == "an AVI file");
  BOOST_TEST(containerKind(asBytes("\x89PNG\r\n")).empty());
  BOOST_TEST(containerKind(asBytes("MZ")).empty());
}

BOOST_AUTO_TEST_CASE(every_form_of_a_movie_starts_like_one_and_is_not_foreign) {
  const auto pictures = test::smallPictures(3);
  for (const auto& facts : test::movieForms()) {
    const ByteBuffer movie = test::buildMovie(facts.form, pictures);
    BOOST_TEST(startsLikeMovie(Bytes(movie).first(kFileKindBytes)), facts.name);
    BOOST_TEST(foreignFileKind(Bytes(movie).first(kFileKindBytes)).empty(), facts.name);
  }
}

BOOST_AUTO_TEST_CASE(other_files_do_not_start_like_a_movie) {
  for (const Kind& kind : kKinds) BOOST_TEST(!startsLikeMovie(asBytes(kind.start)), kind.kind);
  BOOST_TEST(!startsLikeMovie(asBytes("hello\xFF\xD8\xFF")));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::movie
