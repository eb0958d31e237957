// SPDX-License-Identifier: MIT
// Pieces of the standard dialect's replies that are the same for all of them, and what a request's URI names.
// Thread: pure functions.
#pragma once

#include "libstream/base/random.h"
#include "libstream/movie/movie.h"
#include "libstream/net/endpoint.h"
#include "libstream/rtsp/message.h"
#include "libstream/rtsp/uri.h"
#include "libstream/sdp/zoetrope_sdp.h"
#include "rtsp_server/options.h"

#include <chrono>
#include <string>

namespace zoetrope::server {

// "zoetrope/0.1.0"
std::string serverName();
// 128 random bits.
std::string newSessionId(Random& random);

// rtsp://host:port/folder/movie.mjpeg/track1
bool namesStream(const rtsp::Uri& uri);
// Without the stream's name and slashes at the end: as a movie's name, still percent-encoded.
std::string moviePath(const rtsp::Uri& uri);
// The same as a URL, without a user.
std::string baseUrl(rtsp::Uri uri);

// Who says that the JPEG header extension is understood hears that we do too; nobody else ever sees it.
bool wantsJpegHeader(const rtsp::HeaderList& headers, std::size_t maxPacketBytes);
void echoSupported(const rtsp::HeaderList& request, rtsp::Reply& reply);

sdp::SdpOptions sdpOptions(const movie::Movie& movie, const net::Endpoint& local, bool loops);
// RTP header and payload that fit into one IP packet to this peer.
// Of IP and UDP headers.
std::size_t udpOverhead(const net::Endpoint& peer);
std::size_t maxPacketBytes(const Options& options, const net::Endpoint& peer);
std::chrono::seconds timeoutSeconds(const Options& options);

}  // namespace zoetrope::server
