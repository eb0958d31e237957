// SPDX-License-Identifier: MIT
#include "rtsp_server/http_page.h"

#include "libstream/base/percent.h"
#include "libstream/base/text.h"
#include "zoetrope_version.h"

#include <algorithm>
#include <cstdio>

namespace zoetrope::server {

namespace {

constexpr std::size_t kMaxHostBytes = 255;

constexpr const char* kHead =
    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Zoetrope</title>\n<style>\n"
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem;color:#222;"
    "background:#fafafa}\n"
    "h1{font-weight:600;margin-bottom:0}p.sub{margin-top:.2rem;color:#666}\n"
    "ul{list-style:none;padding:0}li{background:#fff;border:1px solid #ddd;border-radius:8px;padding:.8rem 1rem;"
    "margin:.8rem 0}\n"
    "li b{font-size:1.05rem}span.size{color:#666;float:right}a{color:#0072B2}code{display:block;"
    "background:#f1f3f5;border-radius:4px;padding:.25rem .5rem;margin-top:.3rem;overflow-x:auto;font-size:.85rem}\n"
    "@media(prefers-color-scheme:dark){body{color:#ddd;background:#1b1b1d}li{background:#262629;border-color:#3a3a3e}"
    "code{background:#1f1f22}a{color:#56B4E9}}\n</style></head><body>\n";

std::string sizeText(std::uint64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / 1e6);
  return text;
}

std::string movieItem(const movie::ListedMovie& movie, const std::string& host, std::uint16_t port) {
  const std::string authority = host + ":" + std::to_string(port);
  const std::string url = "rtsp://" + authority + "/" + percentEncodePath(movie.name);
  const std::string shell = escapeHtml(url);
  return "<li><span class=\"size\">" + sizeText(movie.size) + "</span><b>" + escapeHtml(movie.name) +
         "</b><br><a href=\"" + shell + "\">" + shell + "</a><code>zoetrope-client " + shell + "</code></li>\n";
}

std::string response(int status, const char* reason, const std::string& body, bool headOnly, const char* extra = "") {
  std::string text = "HTTP/1.1 " + std::to_string(status) + " " + reason +
                     "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + std::to_string(body.size()) +
                     "\r\nServer: zoetrope/" ZOETROPE_VERSION
                     "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff"
                     "\r\nContent-Security-Policy: default-src 'none'; style-src 'unsafe-inline'"
                     "\r\nConnection: close\r\n" +
                     extra + "\r\n";
  return headOnly ? text : text + body;
}

// The host and port that the browser used, when they look like ones.
std::string hostOf(const rtsp::HttpRequest& request, const std::string& fallback, std::uint16_t& port) {
  std::string_view host = request.headers.valueOf("Host");
  const std::size_t colon = host.rfind(':');
  if (colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos) {
    port = parseNumber<std::uint16_t>(host.substr(colon + 1)).value_or(port);
    host = host.substr(0, colon);
  }
  const bool plain = host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_[]:%") ==
                     std::string_view::npos;
  return host.empty() || host.size() > kMaxHostBytes || !plain ? fallback : std::string(host);
}

std::string smallPage(const std::string& text) {
  return std::string(kHead) + "<h1>Zoetrope</h1><p>" + text + "</p></body></html>\n";
}

}  // namespace

std::string escapeHtml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string moviePage(const std::vector<movie::ListedMovie>& movies, const std::string& host, std::uint16_t port,
                      const std::string& note) {
  std::string page = std::string(kHead) +
                     "<h1>Zoetrope</h1>\n<p class=\"sub\">streams these movies by RTSP; a browser "
                     "cannot play them, a player can</p>\n";
  if (!note.empty()) page += "<p><b>" + escapeHtml(note) + "</b></p>\n";
  if (movies.empty())
    return page +
           "<p>There are no movies in the server's folder yet. <code>zoetrope-server --make-demo DIR</code> makes "
           "some.</p></body></html>\n";
  page += "<ul>\n";
  for (const movie::ListedMovie& movie : movies) page += movieItem(movie, host, port);
  page += "</ul>\n<p class=\"sub\">Any RTSP player will do: <code>ffplay URL</code><code>mpv URL</code></p>\n";
  return page + "<p class=\"sub\">From the course lab: <code>zoetrope-client " + escapeHtml(host) + " " +
         std::to_string(port) + " 25000 " + escapeHtml(movies.front().name) + "</code></p></body></html>\n";
}

std::string httpReply(const rtsp::HttpRequest& request, const std::vector<movie::ListedMovie>& movies,
                      const std::string& fallbackHost, std::uint16_t port, const std::string& note) {
  const bool head = request.method == "HEAD";
  if (request.method != "GET" && !head)
    return response(405, "Method Not Allowed", smallPage("Only GET."), false, "Allow: GET, HEAD\r\n");
  const std::string path = request.target.substr(0, request.target.find('?'));
  if (path != "/" && path != "/index.html")
    return response(404, "Not Found", smallPage("There is no such page. <a href=\"/\">The movies</a> are there."),
                    head);
  const std::string host = hostOf(request, fallbackHost, port);
  return response(200, "OK", moviePage(movies, host, port, note), head);
}

}  // namespace zoetrope::server
