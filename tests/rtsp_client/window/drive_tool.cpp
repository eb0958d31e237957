// SPDX-License-Identifier: MIT
// What drive.sh cannot do in a shell: make a slow demo movie, and read a frame's number from a screenshot.
#include "libstream/movie/demo_movie.h"
#include "libstream/movie/frame_number.h"
#include "rtsp_client/window/letterbox.h"

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

namespace zoetrope {
namespace {

// One frame a second: a screenshot of the first picture after a click is taken before the second comes.
constexpr movie::DemoMovie kSlowMovie{"slow.mjpeg", movie::MovieFormat::Concatenated, 1280, 720, 1, 40, 80, 0};

int makeMovie(const std::string& file) {
  const Result<void> made = movie::makeDemoMovie(kSlowMovie, file);
  if (made) return 0;
  std::cerr << made.error().message << "\n";
  return 1;
}

// A binary PPM (P6, 255) of the area for the picture on stdin; the number, or "none".
int printNumber() {
  std::string magic;
  int width = 0, height = 0, most = 0;
  std::cin >> magic >> width >> height >> most;
  std::cin.get();
  const std::vector<char> pixels(std::istreambuf_iterator<char>(std::cin), {});
  if (magic != "P6" || most != 255 || pixels.size() < static_cast<std::size_t>(width) * height * 3) {
    std::cerr << "no whole PPM on stdin\n";
    return 1;
  }
  const movie::PixelView view{reinterpret_cast<const std::uint8_t*>(pixels.data()), width, height,
                              static_cast<std::size_t>(width) * 3, movie::PixelFormat::Rgb};
  const client::PixelRect at = client::letterbox({kSlowMovie.width, kSlowMovie.height}, {width, height});
  const auto number = movie::readFrameNumber(view.crop(at.x, at.y, at.width, at.height));
  std::cout << (number ? std::to_string(*number) : "none") << "\n";
  return 0;
}

}  // namespace
}  // namespace zoetrope

int main(int count, char** words) {
  const std::vector<std::string> arguments(words + 1, words + count);
  if (arguments.size() == 2 && arguments[0] == "movie") return zoetrope::makeMovie(arguments[1]);
  if (arguments.size() == 1 && arguments[0] == "number") return zoetrope::printNumber();
  std::cerr << "usage: drive_tool movie FILE | number <PPM\n";
  return 2;
}
