// SPDX-License-Identifier: MIT
// Movies in memory, made of given JPEGs in every form that has been met: the course lab's and its odd relatives.
// Thread: pure functions.
#pragma once

#include "libstream/base/bytes.h"

#include <span>
#include <string_view>
#include <vector>

namespace zoetrope::test {

using Jpegs = std::vector<ByteBuffer>;

// `count` different small pictures (64x48, 4:2:0, standard Huffman tables), 1 to 3 KB each.
Jpegs smallPictures(int count);

// The same picture with something put between SOI and the rest, or taken out.
ByteBuffer withSegment(Bytes jpeg, std::uint8_t marker, Bytes content);
ByteBuffer withComment(Bytes jpeg, std::string_view text);
ByteBuffer withExifThumbnail(Bytes jpeg, Bytes thumbnail);
ByteBuffer withoutHuffmanTables(Bytes jpeg);

// Five digits (or more) before each JPEG; plain; several JPEGs in each record.
ByteBuffer labMovie(const Jpegs& jpegs, int digits = 5);
ByteBuffer rawMovie(const Jpegs& jpegs);
ByteBuffer multiJpegRecords(const Jpegs& jpegs, std::size_t jpegsInRecord);

enum class MovieForm {
  Lab5,
  Raw,
  Lab6,
  Lab10,
  BigEndian5,
  SpacePadded,
  ZeroLengthRecords,
  TrailingZeros,  // within each record, after the JPEG
  JunkTail,
  TruncatedTail,  // the last JPEG is cut
  ExifThumbnailLab5,
  ExifThumbnailRaw,
  CommentWithMarkers,  // FFD9 and FFD8 in a COM segment
  NoHuffmanTables,
  MultiJpegRecords,
};

struct MovieFormFacts {
  MovieForm form;
  std::string_view name;
  bool lengthPrefixed;
  std::size_t lostFrames;
};

std::span<const MovieFormFacts> movieForms();
ByteBuffer buildMovie(MovieForm form, const Jpegs& jpegs);
// The JPEGs as they stand in that movie: what a player has to get.
Jpegs jpegsIn(MovieForm form, const Jpegs& jpegs);

}  // namespace zoetrope::test
