// SPDX-License-Identifier: MIT
// Reads the header segments of one JPEG into a FrameInfo, one method a segment.
// Spec: ITU-T T.81, B.2; Adobe APP14.
// Thread: one use, one thread.
// Borrows: the bytes.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/result.h"
#include "libstream/jpeg/frame_info.h"
#include "libstream/jpeg/segment_reader.h"

#include <array>
#include <optional>
#include <string>

namespace zoetrope::jpeg {

class HeaderParser {
 public:
  explicit HeaderParser(Bytes data) : data_(data) {}

  Parsed<FrameInfo> parse();

 private:
  Parsed<FrameInfo> finish(const Segment& sos);
  // Empty when all is well, else what is wrong.
  std::string onSegment(const Segment& segment);
  std::string onFrame(const Segment& segment);
  std::string onQuantTables(Bytes payload);
  std::string onHuffmanTables(Bytes payload);
  std::string onRestartInterval(Bytes payload);
  void onAdobe(Bytes payload);
  std::string onScan(Bytes payload);
  std::string onScanComponent(std::uint8_t id, std::uint8_t tables);
  std::string missingQuantTable() const;
  void classifyHuffman();
  void classifyColour();

  // Given (not owned).
  Bytes data_;
  // State.
  FrameInfo info_;
  std::array<std::array<Bytes, 4>, 2> huffmanTables_{};  // [class][id], as in DHT; empty: not defined
  std::size_t scanComponents_ = 0;
  std::array<bool, 4> inFirstScan_{};
  bool jfif_ = false;
  std::optional<std::uint8_t> adobeTransform_;
};

}  // namespace zoetrope::jpeg
