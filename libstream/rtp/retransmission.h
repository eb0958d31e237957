// SPDX-License-Identifier: MIT
// The retransmission payload format: a packet sent again under another SSRC and payload type, its own sequence number
// in front of its payload.
// Spec: RFC 4588, section 4 (format), section 5.2 (SSRC multiplexing).
// Thread: pure functions.
// Fails: restoreOriginal gives nothing for what is too short to be one (padding only, RFC 4588 section 4).
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/rtp/packet.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace zoetrope::rtp {

// A retransmission is longer than its original by the original sequence number.
inline constexpr std::size_t kRtxOverheadBytes = 2;

struct RtxStream {
  std::uint8_t payloadType = 0;
  std::uint32_t ssrc = 0;
  std::uint16_t sequence = 0;  // of the retransmission
};

// Appends the header part of a retransmission, to be followed by the original's remaining payload. `header` is the
// first part of the original packet: the whole RTP header with extension, and as much of the payload as stands with it.
// False when it does not hold a whole RTP header; nothing is appended then.
bool writeRtxHeader(ByteBuffer& to, Bytes header, const RtxStream& stream);

// The original packet, to be parsed again. `ssrc` and `payloadType` are the original stream's.
std::optional<ByteBuffer> restoreOriginal(const RtpView& rtx, std::uint32_t ssrc, std::uint8_t payloadType);

}  // namespace zoetrope::rtp
