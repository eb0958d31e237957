// SPDX-License-Identifier: MIT
#include "tests/support/movie_builder.h"

#include "libstream/jpeg/encoder.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <stdexcept>
#include <string>

namespace zoetrope::test {
namespace {

constexpr std::uint8_t kCom = 0xFE;
constexpr std::uint8_t kApp1 = 0xE1;
constexpr std::uint8_t kDht = 0xC4;
constexpr std::uint8_t kSos = 0xDA;
constexpr std::size_t kRecordJpegs = 3;

constexpr std::array kForms{
    MovieFormFacts{MovieForm::Lab5, "lab5", true, 0},
    MovieFormFacts{MovieForm::Raw, "raw", false, 0},
    MovieFormFacts{MovieForm::Lab6, "6 digits", true, 0},
    MovieFormFacts{MovieForm::Lab10, "10 digits", true, 0},
    MovieFormFacts{MovieForm::BigEndian5, "5 bytes big-endian", true, 0},
    MovieFormFacts{MovieForm::SpacePadded, "space padded", true, 0},
    MovieFormFacts{MovieForm::ZeroLengthRecords, "zero length records", true, 0},
    MovieFormFacts{MovieForm::TrailingZeros, "trailing zeros", true, 0},
    MovieFormFacts{MovieForm::JunkTail, "junk tail", true, 0},
    MovieFormFacts{MovieForm::TruncatedTail, "truncated tail", true, 1},
    MovieFormFacts{MovieForm::ExifThumbnailLab5, "EXIF thumbnail lab5", true, 0},
    MovieFormFacts{MovieForm::ExifThumbnailRaw, "EXIF thumbnail raw", false, 0},
    MovieFormFacts{MovieForm::CommentWithMarkers, "comment with markers", false, 0},
    MovieFormFacts{MovieForm::NoHuffmanTables, "no Huffman tables", false, 0},
    MovieFormFacts{MovieForm::MultiJpegRecords, "several JPEGs a record", true, 0},
};

void appendText(ByteBuffer& to, std::string_view text) { append(to, asBytes(text)); }

std::string paddedLength(std::size_t length, int width, char padding) {
  const std::string digits = std::to_string(length);
  const auto wanted = static_cast<std::size_t>(width);
  return std::string(wanted > digits.size() ? wanted - digits.size() : 0, padding) + digits;
}

template <class Change>
Jpegs changed(const Jpegs& jpegs, Change change) {
  Jpegs out;
  std::transform(jpegs.begin(), jpegs.end(), std::back_inserter(out), change);
  return out;
}

ByteBuffer spacePadded(const Jpegs& jpegs) {
  ByteBuffer movie;
  for (const ByteBuffer& jpeg : jpegs) {
    appendText(movie, paddedLength(jpeg.size(), 5, ' '));
    append(movie, jpeg);
  }
  return movie;
}

ByteBuffer bigEndian(const Jpegs& jpegs) {
  ByteBuffer movie;
  for (const ByteBuffer& jpeg : jpegs) {
    ByteWriter(movie).u8(0).u32(static_cast<std::uint32_t>(jpeg.size()));
    append(movie, jpeg);
  }
  return movie;
}

ByteBuffer withZeroLengthRecords(const Jpegs& jpegs) {
  ByteBuffer movie;
  for (std::size_t i = 0; i < jpegs.size(); ++i) {
    appendText(movie, paddedLength(jpegs[i].size(), 5, '0'));
    append(movie, jpegs[i]);
    if (i % 2 == 0) appendText(movie, "00000");
  }
  return movie;
}

ByteBuffer withTrailingZeros(const Jpegs& jpegs) {
  return labMovie(changed(jpegs, [](ByteBuffer jpeg) {
    append(jpeg, std::array<std::uint8_t, 3>{});
    return jpeg;
  }));
}

ByteBuffer withTail(ByteBuffer movie, std::string_view tail) {
  appendText(movie, tail);
  return movie;
}

ByteBuffer cutInLastJpeg(const Jpegs& jpegs) {
  ByteBuffer movie = labMovie(jpegs);
  movie.erase(movie.end() - static_cast<std::ptrdiff_t>(jpegs.back().size() / 3), movie.end());
  return movie;
}

}  // namespace

Jpegs smallPictures(int count) {
  constexpr int kWidth = 64, kHeight = 48;
  Jpegs pictures;
  for (int number = 0; number < count; ++number) {
    ByteBuffer rgb;
    std::uint32_t noise = 0x9E3779B9U * static_cast<std::uint32_t>(number + 1);
    for (int i = 0; i < kWidth * kHeight * 3; ++i) {
      noise = noise * 1664525U + 1013904223U;
      rgb.push_back(static_cast<std::uint8_t>((i / 3 % kWidth) * 2 + number * 5 + static_cast<int>(noise >> 27)));
    }
    auto jpeg = jpeg::encodeRgb(rgb, kWidth, kHeight);
    if (!jpeg) throw std::runtime_error(jpeg.error().message);
    pictures.push_back(std::move(*jpeg));
  }
  return pictures;
}

ByteBuffer withSegment(Bytes jpeg, std::uint8_t marker, Bytes content) {
  ByteBuffer out;
  ByteWriter(out).u16(0xFFD8).u8(0xFF).u8(marker).u16(static_cast<std::uint16_t>(content.size() + 2)).bytes(content);
  append(out, jpeg.subspan(2));
  return out;
}

ByteBuffer withComment(Bytes jpeg, std::string_view text) { return withSegment(jpeg, kCom, asBytes(text)); }

ByteBuffer withExifThumbnail(Bytes jpeg, Bytes thumbnail) {
  ByteBuffer content;
  ByteWriter(content).bytes(asBytes(std::string_view("Exif\0\0II*\0\0\0\0\0", 14))).bytes(thumbnail);
  return withSegment(jpeg, kApp1, content);
}

ByteBuffer withoutHuffmanTables(Bytes jpeg) {
  ByteBuffer out(jpeg.begin(), jpeg.begin() + 2);
  std::size_t at = 2;
  while (jpeg[at + 1] != kSos) {
    const std::size_t size = 2 + (static_cast<std::size_t>(jpeg[at + 2]) << 8 | jpeg[at + 3]);
    if (jpeg[at + 1] != kDht) append(out, jpeg.subspan(at, size));
    at += size;
  }
  append(out, jpeg.subspan(at));
  return out;
}

ByteBuffer labMovie(const Jpegs& jpegs, int digits) {
  ByteBuffer movie;
  for (const ByteBuffer& jpeg : jpegs) {
    appendText(movie, paddedLength(jpeg.size(), digits, '0'));
    append(movie, jpeg);
  }
  return movie;
}

ByteBuffer rawMovie(const Jpegs& jpegs) {
  ByteBuffer movie;
  for (const ByteBuffer& jpeg : jpegs) append(movie, jpeg);
  return movie;
}

ByteBuffer multiJpegRecords(const Jpegs& jpegs, std::size_t jpegsInRecord) {
  Jpegs records;
  for (std::size_t i = 0; i < jpegs.size(); ++i) {
    if (i % jpegsInRecord == 0) records.emplace_back();
    append(records.back(), jpegs[i]);
  }
  return labMovie(records);
}

std::span<const MovieFormFacts> movieForms() { return kForms; }

Jpegs jpegsIn(MovieForm form, const Jpegs& jpegs) {
  using namespace std::string_view_literals;
  switch (form) {
    case MovieForm::ExifThumbnailLab5:
    case MovieForm::ExifThumbnailRaw:
      return changed(jpegs, [&](const ByteBuffer& jpeg) { return withExifThumbnail(jpeg, jpegs.front()); });
    case MovieForm::CommentWithMarkers:
      return changed(jpegs, [](const ByteBuffer& jpeg) { return withComment(jpeg, "x\xFF\xD9y\xFF\xD8\xFF\xE0z"sv); });
    case MovieForm::NoHuffmanTables:
      return changed(jpegs, [](const ByteBuffer& jpeg) { return withoutHuffmanTables(jpeg); });
    case MovieForm::TruncatedTail:
      return Jpegs(jpegs.begin(), jpegs.end() - 1);
    default:
      return jpegs;
  }
}

ByteBuffer buildMovie(MovieForm form, const Jpegs& jpegs) {
  switch (form) {
    case MovieForm::Lab5:
      return labMovie(jpegs);
    case MovieForm::Raw:
      return rawMovie(jpegs);
    case MovieForm::Lab6:
      return labMovie(jpegs, 6);
    case MovieForm::Lab10:
      return labMovie(jpegs, 10);
    case MovieForm::BigEndian5:
      return bigEndian(jpegs);
    case MovieForm::SpacePadded:
      return spacePadded(jpegs);
    case MovieForm::ZeroLengthRecords:
      return withZeroLengthRecords(jpegs);
    case MovieForm::TrailingZeros:
      return withTrailingZeros(jpegs);
    case MovieForm::JunkTail:
      return withTail(labMovie(jpegs), "\r\n");
    case MovieForm::TruncatedTail:
      return cutInLastJpeg(jpegs);
    case MovieForm::ExifThumbnailLab5:
      return labMovie(jpegsIn(form, jpegs));
    case MovieForm::ExifThumbnailRaw:
    case MovieForm::CommentWithMarkers:
    case MovieForm::NoHuffmanTables:
      return rawMovie(jpegsIn(form, jpegs));
    case MovieForm::MultiJpegRecords:
      return multiJpegRecords(jpegs, kRecordJpegs);
  }
  return {};
}

}  // namespace zoetrope::test
