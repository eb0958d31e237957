// SPDX-License-Identifier: MIT
// What is to be played: the lab's four words or an rtsp:// address, and how.
// Thread: values.
#pragma once

#include <cstdint>
#include <string>

namespace zoetrope::client {

enum class Dialect { Standard, Course };
enum class Transport { Udp, Tcp, Auto };

struct Target {
  Dialect dialect = Dialect::Standard;
  std::string host;
  std::uint16_t port = 554;
  // The movie's name: the lab's VIDEO, or the path of the address without its first slash.
  std::string video;
  // Where RTP is to come in; 0 takes a free port.
  std::uint16_t rtpPort = 0;
  // From rtsp://user:password@…; never shown, never logged.
  std::string user;
  std::string password;
  // What a standard request names, without user and password.
  std::string uri;
};

// How messages and titles name it: "movie.Mjpeg from 127.0.0.1:8554".
std::string describe(const Target& target);

}  // namespace zoetrope::client
