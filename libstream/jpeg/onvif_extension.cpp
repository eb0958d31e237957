// SPDX-License-Identifier: MIT
#include "libstream/jpeg/onvif_extension.h"

#include "libstream/jpeg/markers.h"
#include "libstream/jpeg/segment_reader.h"
#include "libstream/jpeg/tables.h"

#include <string>

namespace zoetrope::jpeg {

namespace {

constexpr std::size_t kWord = 4;

bool isPartOfPicture(std::uint8_t code) {
  return code == marker::kDqt || code == marker::kDht || code == marker::kDri || marker::isStartOfFrame(code);
}

Bytes wholeSos(const FrameInfo& info, Bytes header) {
  return header.subspan(info.sosOffset, info.scanOffset - info.sosOffset);
}

}  // namespace

Rfc2435Obstacle onvifObstacle(const FrameInfo& info) {
  if (info.progressive) return Rfc2435Obstacle::Progressive;
  if (info.precision != 8) return Rfc2435Obstacle::Precision;
  // Without its APP14 an RGB picture with other ids than 'R','G','B' would be taken for YCbCr.
  if (!info.baseline || info.rgb || info.components.size() > 3) return Rfc2435Obstacle::Other;
  return Rfc2435Obstacle::None;
}

ByteBuffer buildOnvifExtension(const FrameInfo& info, Bytes header) {
  ByteBuffer body;
  if (onvifObstacle(info) != Rfc2435Obstacle::None || header.size() < info.scanOffset) return body;
  SegmentReader reader(header.first(info.scanOffset), 2);
  for (Parsed<Segment> segment = reader.next(); segment.isDone(); segment = reader.next()) {
    if (isPartOfPicture(segment.value().code)) append(body, segment.value().whole);
    if (body.size() > kMaxOnvifExtension) return {};
  }
  append(body, huffmanSegmentFor(info.missingHuffmanTables));
  const Bytes sos = wholeSos(info, header);
  while ((body.size() + sos.size()) % kWord != 0) body.push_back(kMarkerPrefix);
  append(body, sos);
  return body.size() <= kMaxOnvifExtension ? body : ByteBuffer();
}

Result<ByteBuffer> jpegHeaderFromOnvif(Bytes extension) {
  if (extension.size() > kMaxOnvifExtension) return Error{"an ONVIF extension of more than 8192 bytes"};
  ByteBuffer jpeg{kMarkerPrefix, marker::kSoi};
  SegmentReader reader(extension, 0);
  while (!reader.onlyPaddingLeft()) {
    const Parsed<Segment> segment = reader.next();
    if (!segment.isDone()) return Error{"an ONVIF extension that is no list of JPEG segments"};
    const std::uint8_t code = segment.value().code;
    if (isPartOfPicture(code) || code == marker::kSos) append(jpeg, segment.value().whole);
    if (code == marker::kSos) break;
  }
  return jpeg;
}

}  // namespace zoetrope::jpeg
