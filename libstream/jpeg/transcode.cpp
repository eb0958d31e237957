// SPDX-License-Identifier: MIT
#include "libstream/jpeg/transcode.h"

#include "libstream/jpeg/limits.h"
#include "libstream/jpeg/recode.h"
#include "libstream/jpeg/reencode.h"
#include "libstream/jpeg/rfc2435_packetizer.h"

namespace zoetrope::jpeg {

namespace {

std::string sizeText(int width, int height) { return std::to_string(width) + "x" + std::to_string(height); }

std::string whyRecoded(const FrameInfo& info) {
  switch (rfc2435Obstacle(info)) {
    case Rfc2435Obstacle::Progressive:
      return "progressive pictures";
    case Rfc2435Obstacle::CustomHuffman:
      return "Huffman tables of their own";
    case Rfc2435Obstacle::BlockOrder:
      return samplingName(info) + " in this order of blocks";
    default:
      return "several scans or arithmetic coding";
  }
}

std::string whyReencoded(const FrameInfo& info) {
  switch (rfc2435Obstacle(info)) {
    case Rfc2435Obstacle::Precision:
      return "quantisers over 255";
    case Rfc2435Obstacle::QuantTables:
      return "different quantisation tables for Cb and Cr";
    default:
      return samplingName(info) + " pictures";
  }
}

}  // namespace

Remedy remedyForRfc2435(const FrameInfo& info) {
  switch (rfc2435Obstacle(info)) {
    case Rfc2435Obstacle::None:
      return Remedy::None;
    case Rfc2435Obstacle::TooLarge:
      return Remedy::ScaleDown;
    case Rfc2435Obstacle::Progressive:
    case Rfc2435Obstacle::CustomHuffman:
    case Rfc2435Obstacle::BlockOrder:
      return Remedy::RecodeHuffman;
    case Rfc2435Obstacle::Other:
      return info.rgb ? Remedy::Reencode : Remedy::RecodeHuffman;
    case Rfc2435Obstacle::Sampling:
    case Rfc2435Obstacle::QuantTables:
    case Rfc2435Obstacle::Precision:
      return Remedy::Reencode;
  }
  return Remedy::Reencode;
}

Remedy remedyForWholeJpeg(const FrameInfo& info) {
  return info.missingHuffmanTables ? Remedy::AddHuffmanTables : Remedy::None;
}

PictureSize scaledDownSize(const FrameInfo& info) {
  const ScaledSize size = scaleToFit(info.width, info.height);
  return {size.paddedWidth, size.paddedHeight};
}

std::string describe(Remedy remedy, const FrameInfo& info) {
  switch (remedy) {
    case Remedy::None:
      return {};
    case Remedy::AddHuffmanTables:
      return "the pictures have no Huffman tables: the standard ones are put in";
    case Remedy::RecodeHuffman:
      return "RFC 2435 cannot carry " + whyRecoded(info) +
             ": the coefficients are coded again with the standard tables, without loss";
    case Remedy::Reencode:
      return "RFC 2435 cannot carry " + whyReencoded(info) + ": they are encoded again as 4:2:0";
    case Remedy::ScaleDown: {
      const PictureSize size = scaledDownSize(info);
      return "RFC 2435 cannot carry " + sizeText(info.width, info.height) +
             " (2040 px a side at most): scaled down to " + sizeText(size.width, size.height) +
             " and encoded again as 4:2:0";
    }
  }
  return {};
}

Result<ByteBuffer> applyRemedy(Remedy remedy, Bytes jpeg) {
  switch (remedy) {
    case Remedy::None:
      return ByteBuffer(jpeg.begin(), jpeg.end());
    case Remedy::AddHuffmanTables:
      return addHuffmanTables(jpeg);
    case Remedy::RecodeHuffman: {
      Result<ByteBuffer> recoded = recodeHuffman(jpeg);
      // Coefficients beyond what the standard tables have codes for: rare, and the pixels are still there.
      return recoded ? std::move(recoded) : reencode(jpeg);
    }
    case Remedy::Reencode:
      return reencode(jpeg);
    case Remedy::ScaleDown:
      return scaleDown(jpeg);
  }
  return Error{"no such remedy"};
}

}  // namespace zoetrope::jpeg
