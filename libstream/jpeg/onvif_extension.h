// SPDX-License-Identifier: MIT
// The ONVIF RTP header extension for JPEG: the JPEG's own header segments, so that what RFC 2435 cannot say is said.
// Spec: ONVIF Streaming specification, "JPEG over RTP" (profile 0xFFD8 in a frame's first packet, 0xFFFF in others;
//       the SOS is last, padding with 0xFF comes before it). We send DQT, DHT, SOF0, DRI and SOS in every frame, no
//       APPn or COM, in the first packet alone. 4:4:4 in it is ours.
// Thread: values, no shared state.
// Fails: an extension that is no list of JPEG segments is refused with a sentence.
// Limits: kMaxOnvifExtension; a header continued in further packets (0xFFFF) is not read.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/result.h"
#include "libstream/jpeg/frame_info.h"
#include "libstream/jpeg/rfc2435_packetizer.h"

#include <cstddef>
#include <cstdint>

namespace zoetrope::jpeg {

// The "defined by profile" field of a frame's first packet.
inline constexpr std::uint16_t kOnvifExtensionProfile = 0xFFD8;
// The extension's 4-byte header (profile, length in words), which buildOnvifExtension leaves to RTP.
inline constexpr std::size_t kOnvifExtensionHeaderSize = 4;
inline constexpr std::size_t kMaxOnvifExtension = 8192;

// Why a picture cannot go with the extension: anything but baseline (several scans and any sampling are fine).
Rfc2435Obstacle onvifObstacle(const FrameInfo& info);

// The extension's body, padded to 32-bit words, from the JPEG's bytes up to scanOffset at least. Standard Huffman
// tables are added where the JPEG has none. Empty when there is an obstacle or it would be over kMaxOnvifExtension.
ByteBuffer buildOnvifExtension(const FrameInfo& info, Bytes header);

// SOI and the segments, padding and APPn/COM left out. What is not in it (SOF, SOS, tables…) is for the depacketizer.
Result<ByteBuffer> jpegHeaderFromOnvif(Bytes extension);

}  // namespace zoetrope::jpeg
