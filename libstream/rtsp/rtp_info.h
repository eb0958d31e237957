// SPDX-License-Identifier: MIT
// The RTP-Info header: which packet and timestamp the range of a PLAY reply begins with.
// Spec: RFC 2326, section 12.33; commas and semicolons in an unquoted URL are forgiven.
// Thread: values, pure functions.
// Fails: parts that cannot be read are left out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zoetrope::rtsp {

struct RtpInfo {
  std::string url;
  std::optional<std::uint16_t> sequence;
  std::optional<std::uint32_t> rtpTime;
};

std::vector<RtpInfo> parseRtpInfo(std::string_view value);
std::string serializeRtpInfo(const std::vector<RtpInfo>& infos);
// The entry of that control URL; a relative URL matches by its end; the only entry always matches.
const RtpInfo* findRtpInfo(const std::vector<RtpInfo>& infos, std::string_view controlUrl);

}  // namespace zoetrope::rtsp
