// SPDX-License-Identifier: MIT
// Writes the JPEG header segments that RTP leaves out.
// Spec: RFC 2435 appendix B; ITU-T T.81, B.2.
// Thread: values, no shared state.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/jpeg/frame_info.h"

#include <cstdint>
#include <vector>

namespace zoetrope::jpeg {

void writeMarker(ByteBuffer& out, std::uint8_t code);
// One DQT a table, with the ids 0, 1, 2.
void writeQuantTables(ByteBuffer& out, const std::vector<QuantTable>& tables);
void writeRestartInterval(ByteBuffer& out, std::uint16_t interval);
// Three components with the ids 1, 2, 3, which decoders take for YCbCr without a JFIF segment. With one quantisation
// table it serves all, with two the second serves both chroma components. `lumaV`: 1 for 4:2:2, 2 for 4:2:0.
void writeFrameHeader(ByteBuffer& out, int width, int height, std::uint8_t lumaV,
                      const std::vector<QuantTable>& tables);
void writeScanHeader(ByteBuffer& out);

}  // namespace zoetrope::jpeg
