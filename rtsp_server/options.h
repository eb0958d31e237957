// SPDX-License-Identifier: MIT
// The command line of zoetrope-server as one struct, and the text of --help.
// Thread: values, pure functions.
// Fails: parseOptions() with one sentence about the first thing that is wrong (exit code 2).
#pragma once

#include "libstream/base/result.h"
#include "libstream/impair/link_options.h"
#include "libstream/net/batch_sender.h"
#include "libstream/net/endpoint.h"
#include "libstream/net/udp_socket.h"
#include "rtsp_server/limits.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>

namespace zoetrope::server {

// What happens to frames of the course dialect that do not fit into one datagram: slices that all carry the frame's
// number (the default), slices that are numbered on, or slices with the frame's number even for frames that would fit.
enum class CourseFragments { SameSequence, NextSequence, Always };

struct CourseOptions {
  bool marker = false;
  std::size_t datagramBytes = 20468;  // of the JPEG; the RTP header comes on top
  CourseFragments fragments = CourseFragments::SameSequence;
  Duration replyDelay = kCourseReplyDelay;
};

struct Options {
  enum class Action { Serve, MakeDemo, Help, Version };

  Action action = Action::Serve;
  std::uint16_t port = 0;
  std::filesystem::path root = ".";
  std::filesystem::path demoFolder;
  std::optional<std::string> demoOnly;  // one movie of them, by its name
  std::optional<int> demoFrames;        // at most so many of each
  std::optional<net::Endpoint> bind;
  std::optional<double> fps;
  std::size_t mtuBytes = 1500;
  bool loop = false;
  bool supervised = false;
  CourseOptions course;
  std::optional<net::PortRange> rtpPorts;
  std::size_t maxSessions = kDefaultMaxSessions;
  std::size_t maxSessionsPerAddress = kDefaultMaxSessionsPerAddress;  // 0: no limit
  Duration sessionTimeout = kSessionTimeout;
  Duration idleConnection = kIdleConnection;
  std::size_t remedyCacheBytes = kPictureCacheBytes;
  std::size_t renditionCacheBytes = kRenditionCacheBytes;
  std::size_t workers = 0;  // 0: one per core
  net::SendWay send = net::SendWay::Gso;
  std::optional<impair::LinkOptions> impair;  // every session gets a link of its own
  bool adapt = true;                          // what is sent follows what the path takes
  std::optional<double> maxRateBps;           // of a session
};

// Without the program's name.
Result<Options> parseOptions(std::span<const std::string> arguments);
std::string helpText();
// "simulated network: 5 % loss, 20 ms delay", for people; empty without one.
std::string impairmentText(const Options& options);

}  // namespace zoetrope::server
