// SPDX-License-Identifier: MIT
// Which stream of a description we can play, and under which URL it is controlled.
// Spec: RFC 2326, appendix C.1.1; a base without a final '/' gets one, as all players do.
// Thread: pure functions.
// Fails: without a JPEG stream the Error lists what there is.
#pragma once

#include "libstream/sdp/sdp.h"

#include <optional>
#include <string>
#include <string_view>

namespace zoetrope::sdp {

struct JpegStream {
  // Index into Sdp::media.
  std::size_t media = 0;
  int payloadType = 26;
  std::uint32_t clockRate = 90000;
  // Payload type of its retransmissions (RFC 4588), if it has one.
  std::optional<int> rtxPayloadType;
};

Result<JpegStream> findJpegStream(const Sdp& sdp);
// "video H264, audio MPEG4-GENERIC": what a description offers.
std::string listStreams(const Sdp& sdp);

// The base of relative control URLs: Content-Base, else Content-Location, else the request's URI; without any user.
std::string controlBase(std::string_view contentBase, std::string_view contentLocation, std::string_view requestUri);
// `control` may be absolute, "*" or empty (the base itself), "/path", "?query" or relative.
std::string resolveControl(std::string_view base, std::string_view control);

}  // namespace zoetrope::sdp
