// SPDX-License-Identifier: MIT
#include "libstream/movie/file_kind.h"

#include <algorithm>
#include <array>

namespace zoetrope::movie {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::size_t offset;
  std::string_view bytes;
  std::string_view kind;
};

// Kinds that may hold JPEGs: to find one in them proves nothing.
constexpr std::array kContainers{
    Magic{4, "ftyp"sv, "an MP4 or QuickTime file"sv},
    Magic{4, "moov"sv, "a QuickTime file"sv},
    Magic{8, "AVI "sv, "an AVI file"sv},
    Magic{0, "\x1A\x45\xDF\xA3"sv, "a Matroska or WebM file"sv},
    Magic{0, "FLV\x01"sv, "an FLV file"sv},
    Magic{0, "OggS"sv, "an Ogg file"sv},
    Magic{0, "YUV4MPEG2"sv, "a YUV4MPEG video"sv},
    Magic{0, "%PDF"sv, "a PDF document"sv},
    Magic{0, "PK\x03\x04"sv, "a ZIP archive"sv},
};
// Kinds whose few first bytes may also be the middle of a damaged movie.
constexpr std::array kOthers{
    Magic{8, "WAVE"sv, "a WAV file"sv},
    Magic{8, "WEBP"sv, "a WebP picture"sv},
    Magic{0, "\x89PNG"sv, "a PNG picture"sv},
    Magic{0, "GIF8"sv, "a GIF picture"sv},
    Magic{0, "BM"sv, "a BMP picture"sv},
    Magic{0, "II*\0"sv, "a TIFF picture"sv},
    Magic{0, "MM\0*"sv, "a TIFF picture"sv},
    Magic{0, "ID3"sv, "an MP3 file"sv},
    Magic{0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11"sv, "a Windows Media file"sv},
    Magic{0, "\0\0\x01\xBA"sv, "an MPEG programme stream"sv},
    Magic{0, "\0\0\x01\xB3"sv, "an MPEG video"sv},
    Magic{0, "\0\0\0\x01"sv, "an H.264 or H.265 video"sv},
    Magic{0, "\xFF\x4F\xFF\x51"sv, "a JPEG 2000 picture"sv},
    Magic{0, "\x1F\x8B"sv, "a gzip archive"sv},
    Magic{0,
          "\xFD"
          "7zXZ"sv,
          "an xz archive"sv},
    Magic{0, "7z\xBC\xAF"sv, "a 7-Zip archive"sv},
    Magic{0,
          "\x7F"
          "ELF"sv,
          "a program"sv},
    Magic{0, "MZ"sv, "a program"sv},
};
constexpr std::string_view kMultipart = "a multipart stream (Motion-JPEG over HTTP)";
constexpr std::string_view kTransportStream = "an MPEG transport stream";

bool hasAt(std::string_view text, std::size_t offset, std::string_view magic) {
  return text.size() >= offset + magic.size() && text.substr(offset, magic.size()) == magic;
}

template <class Magics>
std::string_view find(const Magics& magics, std::string_view text) {
  for (const Magic& magic : magics)
    if (hasAt(text, magic.offset, magic.bytes)) return magic.kind;
  return {};
}

bool isTransportStream(std::string_view text) {
  constexpr std::size_t kPacket = 188;
  for (std::size_t packet = 0; packet < 5; ++packet)
    if (!hasAt(text, packet * kPacket, "G")) return false;
  return true;
}

bool isText(Bytes start) {
  return std::all_of(start.begin(), start.end(),
                     [](std::uint8_t byte) { return byte >= 0x20 || byte == '\t' || byte == '\n' || byte == '\r'; });
}

}  // namespace

std::string_view containerKind(Bytes start) {
  const std::string_view text = asText(start);
  if (const auto kind = find(kContainers, text); !kind.empty()) return kind;
  if (isTransportStream(text)) return kTransportStream;
  if (text.starts_with("--") && text.substr(0, kFileKindBytes).find("ontent-") != text.npos) return kMultipart;
  return {};
}

std::string_view foreignFileKind(Bytes start) {
  const auto container = containerKind(start);
  return container.empty() ? find(kOthers, asText(start)) : container;
}

std::string_view fileKindWithoutJpeg(Bytes start) {
  if (start.empty()) return "an empty file";
  if (const auto kind = foreignFileKind(start); !kind.empty()) return kind;
  if (isText(start)) return "a text file";
  return "a file without any complete JPEG in it";
}

std::string_view conversionAdvice(std::string_view kind) {
  if (kind == kMultipart) return "ffmpeg -f mpjpeg -i IN -c:v copy OUT.mjpeg";
  return "ffmpeg -i IN -c:v mjpeg -q:v 3 -huffman default -pix_fmt yuvj420p OUT.mjpeg";
}

bool startsLikeMovie(Bytes start) {
  constexpr std::size_t kLongestLengthField = 12;
  const auto soi = asText(start).find("\xFF\xD8\xFF");
  if (soi == std::string_view::npos || soi > kLongestLengthField) return false;
  const Bytes before = start.first(soi);
  // A length as digits and blanks, or a small binary number.
  return std::all_of(before.begin(), before.end(),
                     [](std::uint8_t byte) { return (byte >= '0' && byte <= '9') || byte == ' '; }) ||
         (soi == 5 && before[0] == 0);
}

}  // namespace zoetrope::movie
