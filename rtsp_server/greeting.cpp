// SPDX-License-Identifier: MIT
#include "rtsp_server/greeting.h"

#include "libstream/base/percent.h"
#include "libstream/base/text.h"
#include "zoetrope_version.h"

namespace zoetrope::server {

namespace {

// A folder full of movies would push the addresses off the screen.
constexpr std::size_t kShownMovies = 12;
// A status line has a limit (control::kMaxStatusLineBytes), and names may be escaped in it.
constexpr std::size_t kMaxListedBytes = 16 * 1024;

std::string movieLines(const net::Endpoint& at, const std::vector<movie::ListedMovie>& movies) {
  std::string text;
  for (std::size_t i = 0; i < movies.size() && i < kShownMovies; ++i)
    text += "  rtsp://" + at.text() + "/" + percentEncodePath(movies[i].name) + "\n";
  if (movies.size() > kShownMovies) text += "  … and " + std::to_string(movies.size() - kShownMovies) + " more\n";
  return text;
}

}  // namespace

control::Listening listeningLine(const std::vector<net::Endpoint>& addresses,
                                 const std::vector<movie::ListedMovie>& movies) {
  control::Listening line;
  for (const net::Endpoint& address : addresses) line.addresses.push_back(address.text());
  std::size_t bytes = 0;
  for (const movie::ListedMovie& movie : movies) {
    bytes += movie.name.size();
    if (bytes > kMaxListedBytes) break;
    line.movies.push_back(movie.name);
  }
  return line;
}

std::string greeting(const Options& options, const std::vector<net::Endpoint>& addresses,
                     const std::vector<movie::ListedMovie>& movies) {
  const net::Endpoint first = addresses.empty() ? net::Endpoint::anyV4(options.port) : addresses.front();
  std::string text = "zoetrope-server " ZOETROPE_VERSION " listens on port " + std::to_string(first.port()) + ":\n";
  for (const net::Endpoint& address : addresses) text += "  rtsp://" + address.text() + "/\n";
  if (movies.empty()) {
    text += "There are no movies in " + options.root.string() +
            " yet; zoetrope-server --make-demo DIR makes some, and what is put there is served at once.\n";
  } else {
    text += "Movies in " + options.root.string() + ":\n" + movieLines(first, movies);
    text +=
        "To watch:       zoetrope-client rtsp://" + first.text() + "/" + percentEncodePath(movies.front().name) + "\n";
    text += "As in the lab:  zoetrope-client " + first.host() + " " + std::to_string(first.port()) + " 25000 " +
            printable(movies.front().name) + "\n";
  }
  return text + "Ctrl-C ends the server.\n";
}

std::string logGreeting(const Options& options, const std::vector<net::Endpoint>& addresses,
                        const std::vector<movie::ListedMovie>& movies) {
  std::string text = "serving " + std::to_string(movies.size()) + (movies.size() == 1 ? " movie" : " movies") + " of " +
                     options.root.string();
  for (std::size_t i = 0; i < addresses.size(); ++i) text += (i == 0 ? " at " : ", ") + addresses[i].text();
  return text;
}

}  // namespace zoetrope::server
