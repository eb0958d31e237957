// SPDX-License-Identifier: MIT
#include "libstream/movie/movie_root.h"

#include "tests/support/movie_builder.h"
#include "tests/support/temp_folder.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#ifndef _WIN32
#include <sys/stat.h>
#endif

namespace zoetrope::movie {
namespace {

using test::TempFolder;

// <temp>/secret.mjpeg and <temp>/movies/{movie.Mjpeg, my film.mjpeg, deep/er/hd.mjpeg, notes.txt}
struct Fixture {
  Fixture() : root(folder.path() / "movies") {
    const ByteBuffer lab = test::labMovie(test::smallPictures(2));
    folder.write("secret.mjpeg", lab);
    folder.write("movies/movie.Mjpeg", lab);
    folder.write("movies/my film.mjpeg", test::rawMovie(test::smallPictures(2)));
    folder.write("movies/deep/er/hd.mjpeg", lab);
    folder.write("movies/notes.txt", "not a movie");
  }
  std::string resolved(std::string_view name) const {
    const auto path = root.resolve(name);
    return path ? path->lexically_relative(folder.path()).generic_string() : "not found";
  }

  TempFolder folder;
  MovieRoot root;
};

const char* const kEscapes[] = {
    "../secret.mjpeg",       "%2e%2e/secret.mjpeg",     "..%2fsecret.mjpeg",    "..\\secret.mjpeg",
    "..%5Csecret.mjpeg",     "deep/../../secret.mjpeg", "/etc/passwd",          "//etc/passwd",
    "deep/../movie.Mjpeg",   "C:\\movies\\movie.Mjpeg", "./movie.Mjpeg",        "%252e%252e/secret.mjpeg",
    "movie.Mjpeg/../secret", "....//secret.mjpeg",      "..%c0%afsecret.mjpeg", "",
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(movie_root, Fixture)

BOOST_AUTO_TEST_CASE(names_inside_are_found) {
  BOOST_TEST(resolved("movie.Mjpeg") == "movies/movie.Mjpeg");
  BOOST_TEST(resolved("/movie.Mjpeg/") == "movies/movie.Mjpeg");
  BOOST_TEST(resolved("my%20film.mjpeg") == "movies/my film.mjpeg");
  BOOST_TEST(resolved("deep/er/hd.mjpeg") == "movies/deep/er/hd.mjpeg");
}

BOOST_DATA_TEST_CASE_F(Fixture, no_spelling_leads_out, kEscapes, name) { BOOST_TEST(resolved(name) == "not found"); }

BOOST_AUTO_TEST_CASE(absolute_paths_are_not_found_even_of_files_inside) {
  BOOST_TEST(resolved((root.folder() / "movie.Mjpeg").generic_string()) == "not found");
}

BOOST_AUTO_TEST_CASE(folders_are_not_found) {
  BOOST_TEST(resolved("deep") == "not found");
  BOOST_TEST(resolved("deep/er/") == "not found");
}

BOOST_AUTO_TEST_CASE(a_missing_movie_names_the_nearest) {
  const auto missing = root.resolve("movi.mjpg");
  BOOST_REQUIRE(!missing.ok());
  BOOST_TEST(missing.error().nearest == "movie.Mjpeg");
  BOOST_TEST(root.resolve("hd.mjpg").error().nearest == "deep/er/hd.mjpeg");
  BOOST_TEST(root.resolve("../secret.mjpeg").error().nearest != "secret.mjpeg");
}

BOOST_AUTO_TEST_CASE(the_list_has_the_movies_and_nothing_else) {
  folder.write("movies/.hidden.mjpeg", "06014\xFF\xD8\xFF");
  folder.write("movies/mp4.mjpeg", std::string_view("\0\0\0\x20"
                                                    "ftypisom\0\0\2\0",
                                                    16));
  folder.write("movies/photo.jpg", test::smallPictures(1)[0]);
  folder.write("movies/no_extension", test::labMovie(test::smallPictures(1)));
  std::string names;
  for (const ListedMovie& movie : root.list()) names += movie.name + "|";
  BOOST_TEST(names == "deep/er/hd.mjpeg|movie.Mjpeg|my film.mjpeg|no_extension|");
  BOOST_TEST(root.list()[1].size == std::filesystem::file_size(root.folder() / "movie.Mjpeg"));
}

BOOST_AUTO_TEST_CASE(the_list_has_a_limit_of_depth) {
  std::string nested;
  for (int i = 0; i < kMaxListDepth + 1; ++i) nested += "d/";
  folder.write("movies/" + nested + "far.mjpeg", "06014\xFF\xD8\xFF");
  for (const ListedMovie& movie : root.list()) BOOST_TEST(movie.name.find("far") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_not_there_has_no_movies) {
  const MovieRoot missing(folder.path() / "missing");
  BOOST_TEST(missing.list().empty());
  BOOST_TEST(!missing.resolve("movie.Mjpeg").ok());
}

#ifndef _WIN32
BOOST_AUTO_TEST_CASE(links_inside_are_followed_and_links_that_lead_out_are_not) {
  namespace fs = std::filesystem;
  fs::create_symlink("movie.Mjpeg", root.folder() / "alias.mjpeg");
  fs::create_symlink(folder.path() / "secret.mjpeg", root.folder() / "out.mjpeg");
  fs::create_directory_symlink(folder.path(), root.folder() / "up");
  fs::create_symlink("loop.mjpeg", root.folder() / "loop.mjpeg");
  BOOST_TEST(resolved("alias.mjpeg") == "movies/movie.Mjpeg");
  BOOST_TEST(resolved("out.mjpeg") == "not found");
  BOOST_TEST(resolved("up/secret.mjpeg") == "not found");
  BOOST_TEST(resolved("loop.mjpeg") == "not found");
  BOOST_TEST(resolved("up/movies/movie.Mjpeg") == "movies/movie.Mjpeg");
  std::string names;
  for (const ListedMovie& movie : root.list()) names += movie.name + "|";
  BOOST_TEST(names == "alias.mjpeg|deep/er/hd.mjpeg|movie.Mjpeg|my film.mjpeg|");
}

BOOST_AUTO_TEST_CASE(a_root_that_is_itself_a_link_works) {
  std::filesystem::create_directory_symlink("movies", folder.path() / "link");
  BOOST_TEST(MovieRoot(folder.path() / "link").resolve("movie.Mjpeg").ok());
  BOOST_TEST(MovieRoot(folder.path() / "link").list().size() == 3U);
}

BOOST_AUTO_TEST_CASE(fifos_are_neither_found_nor_listed) {
  BOOST_REQUIRE(mkfifo((root.folder() / "fifo.mjpeg").c_str(), 0600) == 0);
  BOOST_TEST(resolved("fifo.mjpeg") == "not found");
  BOOST_TEST(root.list().size() == 3U);
}
#endif

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::movie
