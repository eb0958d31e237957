// SPDX-License-Identifier: MIT
// The sizes that this folder accepts; everything beyond is refused before memory is taken for it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace zoetrope::jpeg {

// A whole JPEG, SOI to EOI. RFC 2435 counts fragments with 24 bits, so nothing larger can be sent.
inline constexpr std::size_t kMaxFrameBytes = std::size_t{16} << 20;
// Everything before the entropy-coded data: big EXIF and ICC blocks included, endless APPn chains not.
inline constexpr std::size_t kMaxHeaderBytes = std::size_t{1} << 20;
// A picture that is decoded: 8192 x 6144. Keeps a 65,500 x 65,500 picture of 2 KB from taking 12 GB.
inline constexpr std::int64_t kMaxPixels = 50'331'648;
// What libjpeg may take for one picture (coefficients of the largest progressive picture: 3 x 2 bytes a pixel).
inline constexpr long kMaxLibjpegMemory = 384L << 20;
// Progressive pictures have about 10 scans; thousands are an attack on the decoder's time.
inline constexpr int kMaxScans = 64;
// RFC 2435 section 3.1.5: width and height in units of 8 pixels, one byte each.
inline constexpr int kMaxRfc2435Dimension = 2040;

}  // namespace zoetrope::jpeg
