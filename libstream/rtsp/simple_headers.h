// SPDX-License-Identifier: MIT
// The headers that are a number or a list of words: Speed, Scale, Public, Supported, Unsupported, Require, Accept.
// Spec: RFC 2326, section 12; Supported as RFC 7826, section 18.51.
// Thread: pure functions.
#pragma once

#include "libstream/rtsp/message.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zoetrope::rtsp {

// Whoever lists it understands the ONVIF JPEG header extension, whatever the sampling.
constexpr std::string_view kFeatureJpegHeader = "zoetrope.jpeg-header";
// SETUP says it: the receiver will report arrivals (RFC 8888), and may be sent less until it does.
constexpr std::string_view kFeatureArrivalFeedback = "zoetrope.arrival-feedback";

// The words of all headers of that name, split at commas, trimmed, empty ones left out.
std::vector<std::string> parseTokens(const HeaderList& headers, std::string_view name);
bool hasToken(const HeaderList& headers, std::string_view name, std::string_view token);
std::string joinTokens(const std::vector<std::string>& tokens);
// What of Require and Proxy-Require is not in `supported`: the value of Unsupported for a 551, empty when all is well.
std::string unsupportedFeatures(const HeaderList& headers, const std::vector<std::string_view>& supported);

// Above 0 ("Speed: 1.0-2.5" of RFC 7826 means at most 2.5).
std::optional<double> parseSpeed(std::string_view value);
// Any number but 0.
std::optional<double> parseScale(std::string_view value);

// Whether DESCRIBE may be answered with application/sdp: no Accept at all, the type, or a wildcard, not with q=0.
bool acceptsSdp(const HeaderList& headers);

}  // namespace zoetrope::rtsp
