// SPDX-License-Identifier: MIT
// What --save wrote, frame by frame, and whether two JPEGs are the same picture.
#pragma once

#include "libstream/jpeg/decoder.h"
#include "libstream/jpeg/frame_info.h"
#include "libstream/jpeg/marker_walk.h"
#include "libstream/jpeg/transcode.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

namespace zoetrope::client::test {

inline std::vector<ByteBuffer> savedFrames(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const ByteBuffer all((std::istreambuf_iterator<char>(in)), {});
  std::vector<ByteBuffer> frames;
  for (Bytes rest(all); !rest.empty();) {
    const auto walked = jpeg::walkJpeg(rest);
    if (!walked.isDone()) break;
    frames.emplace_back(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(walked.value()));
    rest = rest.subspan(walked.value());
  }
  return frames;
}

// As the file has it, with the standard Huffman tables where it has none.
inline ByteBuffer asSaved(const ByteBuffer& frame) {
  const auto info = jpeg::parseFrameInfo(frame);
  if (!info || jpeg::remedyForWholeJpeg(*info) != jpeg::Remedy::AddHuffmanTables) return frame;
  const auto whole = jpeg::applyRemedy(jpeg::Remedy::AddHuffmanTables, frame);
  return whole ? *whole : frame;
}

inline bool samePicture(const ByteBuffer& a, const ByteBuffer& b) {
  jpeg::Decoder decoder;
  jpeg::PixelBuffer first;
  jpeg::PixelBuffer second;
  const auto sizeA = decoder.decodeRgb(asSaved(a), first);
  const auto sizeB = decoder.decodeRgb(asSaved(b), second);
  return sizeA && sizeB && !sizeA->corrupt() && !sizeB->corrupt() && sizeA->width == sizeB->width &&
         sizeA->height == sizeB->height && std::ranges::equal(first.bytes(), second.bytes());
}

}  // namespace zoetrope::client::test
