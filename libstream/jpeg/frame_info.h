// SPDX-License-Identifier: MIT
// What a JPEG's headers say, as much of it as deciding how to send it needs.
// Spec: ITU-T T.81, annex B; Adobe APP14 for the colour transform.
// Thread: values, no shared state.
// Fails: a sentence with the offset for what is not a picture (no SOF, lengths that do not fit, size 0…).
// Limits: kMaxHeaderBytes.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace zoetrope::jpeg {

struct Component {
  std::uint8_t id = 0;  // any value: the lab's own movie has 0, 1, 2
  std::uint8_t h = 1;
  std::uint8_t v = 1;
  std::uint8_t tq = 0;       // quantisation table
  std::uint8_t dcTable = 0;  // Huffman tables, from SOS
  std::uint8_t acTable = 0;
};

struct QuantTable {
  bool sixteenBit = false;
  std::array<std::uint16_t, 64> zigzag{};

  // All values fit into a byte, whatever the DQT was written with.
  bool fitsEightBit() const;
};

// Standard: the first component is coded with Annex K's luminance tables, the others with its chrominance tables, as
// RFC 2435 has it. Missing: the same once the tables that are not there are taken to be the standard ones (webcams).
enum class Huffman { Standard, Missing, Custom };

struct FrameInfo {
  int width = 0;
  int height = 0;
  int precision = 8;  // bits a sample
  std::vector<Component> components;
  std::array<std::optional<QuantTable>, 4> quantTables;
  Huffman huffman = Huffman::Standard;
  std::uint8_t missingHuffmanTables = 0;  // those that the scan needs and no DHT defines: bit = class * 4 + id
  std::uint8_t sofMarker = 0;
  bool baseline = false;     // SOF0
  bool progressive = false;  // SOF2
  bool interleaved = false;  // the first scan holds all components
  bool rgb = false;          // stored as RGB (Adobe transform 0, or ids 'R','G','B'), not YCbCr
  std::uint16_t restartInterval = 0;
  int scans = 1;               // 1 when only the header was parsed
  std::size_t sosOffset = 0;   // of the first SOS marker
  std::size_t scanOffset = 0;  // first byte after its header
  std::size_t scanEnd = 0;     // of the EOI marker; 0 when only the header was parsed

  bool isGrey() const { return components.size() == 1; }
};

// The header alone: `data` begins at SOI and need not reach further than the first SOS. Done: consumed is scanOffset.
Parsed<FrameInfo> parseFrameHeader(Bytes data);

// A whole JPEG, SOI to EOI (bytes after EOI are not looked at).
Result<FrameInfo> parseFrameInfo(Bytes jpeg);

// The components with their sampling factors in lowest terms: ffmpeg writes 4:2:2 as 2x2,1x2,1x2. The coefficients are
// the same, the order of the blocks in the file is not.
std::vector<Component> reducedSampling(const FrameInfo& info);

// "4:2:0", "4:4:4", "grey", or the factors: "4x1,1x1,2x1".
std::string samplingName(const FrameInfo& info);

}  // namespace zoetrope::jpeg
