// SPDX-License-Identifier: MIT
// The lossless remedies: every coefficient of the picture stays as it is.
// Thread: values, no shared state.
// Fails: what libjpeg cannot read, and coefficients for which the standard Huffman tables have no code.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/result.h"

namespace zoetrope::jpeg {

// Puts the standard tables that are missing before the SOS; all other bytes stay.
Result<ByteBuffer> addHuffmanTables(Bytes jpeg);

// One sequential scan with the standard Huffman tables and sampling factors in lowest terms, without restart intervals
// (which cost decoders their speed).
Result<ByteBuffer> recodeHuffman(Bytes jpeg);

}  // namespace zoetrope::jpeg
