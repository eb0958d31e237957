// SPDX-License-Identifier: MIT
// One RTP packet read from and written to bytes: fixed header, CSRC list, header extension, padding.
// Spec: RFC 3550, sections 5.1 and 5.3.1; RFC 5761, section 4 (telling RTCP apart).
// Thread: pure functions.
// Fails: parseRtp says what a hostile or cut packet lacks; nothing is ever read past the end.
//
//  0                   1                   2                   3
// |V=2|P|X|  CC   |M|     PT      |       sequence number         |
// |                           timestamp                           |
// |             synchronization source (SSRC) identifier          |
// |            CSRC x CC, then with X: profile, words, data …     |
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace zoetrope::rtp {

inline constexpr std::size_t kFixedHeaderSize = 12;
inline constexpr std::size_t kExtensionHeaderSize = 4;
inline constexpr std::uint32_t kVideoClockRate = 90000;
inline constexpr std::uint8_t kPayloadTypeJpeg = 26;

struct RtpHeader {
  bool marker = false;
  std::uint8_t payloadType = 0;
  std::uint16_t sequence = 0;
  std::uint32_t timestamp = 0;
  std::uint32_t ssrc = 0;
  friend bool operator==(const RtpHeader&, const RtpHeader&) = default;
};

// Borrows the packet.
struct RtpExtension {
  std::uint16_t profile = 0;
  Bytes data;
};

// A parsed packet. Borrows the bytes that it was parsed from.
struct RtpView {
  RtpHeader header;
  std::size_t csrcCount = 0;
  std::optional<RtpExtension> extension;
  Bytes payload;
  // The whole packet as it came, for who wants to keep it.
  Bytes packet;
};

Result<RtpView> parseRtp(Bytes packet);

// Whether the bytes are RTCP rather than RTP: version 2 and a type from 192 to 223.
bool looksLikeRtcp(Bytes packet);

// Appends the 12 bytes of a header without CSRC and extension.
void writeRtpHeader(ByteBuffer& to, const RtpHeader& header);
// Appends header and extension; the data is padded with `pad` to whole words. At most 65535 words.
void writeRtpHeader(ByteBuffer& to, const RtpHeader& header, std::uint16_t extensionProfile, Bytes extensionData,
                    std::uint8_t pad = 0);
// What the second form writes.
std::size_t rtpHeaderSize(std::size_t extensionBytes);

}  // namespace zoetrope::rtp
