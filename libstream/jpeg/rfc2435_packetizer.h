// SPDX-License-Identifier: MIT
// Cuts a JPEG's scan into RTP payloads: what goes before each slice, and which slice of the scan it is.
// Spec: RFC 2435 sections 3.1 (main header), 3.1.7 (restart header), 3.1.8 (tables in band, Q=255); ONVIF Streaming
//       specification, "JPEG over RTP", for packetizeOnvif.
//
//    0                   1                   2                   3
//   |  Type-specific |              Fragment Offset                |
//   |      Type     |       Q       |     Width     |     Height   |   in units of 8 pixels, rounded up
//   |       Restart Interval        |F|L|       Restart Count      |   types 64 and 65 only; whole frames: F=L=1, 3FFF
//   |      MBZ      |   Precision   |             Length           |   first packet with Q=255 only, then the tables
//
// Thread: values, no shared state.
// Fails: no fragments when the obstacle is not None, when the scan is empty or over 24 bits, or when the payload is too
//        small for the headers.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/jpeg/frame_info.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace zoetrope::jpeg {

// Why a picture cannot go out by RFC 2435 as it is. QuantTables: different ones for Cb and Cr. Precision: 12 bits, or
// quantisers over 255. Other: several scans, arithmetic coding, RGB, lossless.
// Sampling: neither 4:2:2 nor 4:2:0. BlockOrder: one of them, in sampling factors that are multiples of RFC 2435's.
enum class Rfc2435Obstacle {
  None,
  CustomHuffman,
  Progressive,
  BlockOrder,
  Sampling,
  QuantTables,
  TooLarge,
  Precision,
  Other
};

Rfc2435Obstacle rfc2435Obstacle(const FrameInfo& info);

// Whether the picture comes back exactly as large as it is: RFC 2435 counts in 8 pixels.
bool rfc2435KeepsSize(const FrameInfo& info);

struct Rfc2435Fragment {
  std::uint32_t headerOffset;  // into `headers`
  std::uint32_t headerSize;
  std::uint32_t scanOffset;  // from the scan's first byte
  std::uint32_t scanSize;
  bool last;  // RTP marker bit
};

// RTP payloads of at most `maxPayload` bytes each; the payload headers are appended to `headers`.
std::vector<Rfc2435Fragment> packetizeRfc2435(const FrameInfo& info, std::size_t scanSize, std::size_t maxPayload,
                                              ByteBuffer& headers);

// The same beside an ONVIF header extension of `extensionSize` bytes (its 4-byte RTP header not counted) in the first
// packet, which is shorter by both: tables, sampling and size are then the extension's, and Q is 0.
std::vector<Rfc2435Fragment> packetizeOnvif(const FrameInfo& info, std::size_t extensionSize, std::size_t scanSize,
                                            std::size_t maxPayload, ByteBuffer& headers);

}  // namespace zoetrope::jpeg
