// SPDX-License-Identifier: MIT
#include "libstream/movie/demo_scene.h"

#include "libstream/movie/demo_horse.h"
#include "libstream/movie/frame_number.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <string>

namespace zoetrope::movie {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;
constexpr int kHorses = 16;
constexpr int kSlits = 13;
// A little more than one horse each frame: they gallop, and wander slowly around the drum.
constexpr float kTurnPerFrame = 1.0F / kHorses + 1.0F / 2400;
constexpr float kStripTop = 0.47F;  // of the wall's height: slits above, paper below
constexpr float kTableTop = 0.66F;  // of the picture's height
constexpr int kGrainSize = 1 << 20;

constexpr Colour kCream{252, 238, 205};
constexpr Colour kInk{46, 26, 22};
constexpr Colour kBrass{222, 170, 88};
constexpr Colour kLacquer{128, 34, 30};
constexpr Colour kLight{255, 214, 150};

float smooth(float from, float to, float x) {
  const float t = std::clamp((x - from) / (to - from), 0.0F, 1.0F);
  return t * t * (3 - 2 * t);
}

// A value between -1 and 1 that belongs to the place alone.
float hashNoise(int x, int y) {
  auto h = static_cast<std::uint32_t>(x) * 374761393U + static_cast<std::uint32_t>(y) * 668265263U;
  h = (h ^ (h >> 13)) * 1274126177U;
  return static_cast<float>((h ^ (h >> 16)) & 0xFFFF) / 32767.5F - 1;
}

float valueNoise(float x, float y) {
  const float fx = std::floor(x), fy = std::floor(y);
  const int ix = static_cast<int>(fx), iy = static_cast<int>(fy);
  const float tx = smooth(0, 1, x - fx), ty = smooth(0, 1, y - fy);
  const float upper = hashNoise(ix, iy) * (1 - tx) + hashNoise(ix + 1, iy) * tx;
  const float lower = hashNoise(ix, iy + 1) * (1 - tx) + hashNoise(ix + 1, iy + 1) * tx;
  return upper * (1 - ty) + lower * ty;
}

float fraction(float x) { return x - std::floor(x); }

// Detail that is too fine for a picture of this height only flickers: it fades out.
float fineness(float frequency, float pixels) { return smooth(0.40F, 0.12F, frequency / pixels); }

// 1 in the middle of each of `count` slits around the drum, with soft edges: they are never at rest.
float slitAt(float turns) { return smooth(0.17F, 0.09F, std::abs(fraction(turns * kSlits) - 0.5F)); }

Colour glow(Colour colour, Colour light, float amount) { return colour + light * amount; }

std::string clockText(int number, int fps) {
  const int tenths = number * 10 / fps;
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d.%d", tenths / 600 % 100, tenths / 10 % 60, tenths % 10);
  return text.data();
}

std::string numberText(int number) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%03d", number);
  return text.data();
}

}  // namespace

DemoScene::DemoScene(int width, int height, int fps, int grain)
    : fps_(fps),
      unit_(static_cast<float>(height)),
      drum_{static_cast<float>(width) / 2, unit_ * 0.275F, std::min(unit_ * 0.52F, static_cast<float>(width) * 0.37F),
            unit_ * 0.185F, unit_ * 0.315F},
      background_(width, height),
      picture_(width, height),
      strip_(static_cast<int>(drum_.radius * 2 * kPi), static_cast<int>(drum_.wall * (1 - kStripTop))),
      font_(static_cast<int>(unit_ * 0.105F)) {
  drawBackground();
  drawStand();
  drawStrip();
  makeColumns();
  makeGrain(grain);
}

const Picture& DemoScene::draw(int number) {
  picture_.rgb = background_.rgb;
  turnColumns(static_cast<float>(number) * kTurnPerFrame);
  drawDrum();
  drawNumbers(number);
  addGrain(number);
  drawCells(number);
  return picture_;
}

Colour DemoScene::wallpaper(float x, float y) const {
  // Stripes with a row of lozenges, lit by a lamp above the drum.
  const float stripe = 0.5F + 0.5F * std::sin(x * 26);
  const float lozenge = std::abs(std::fmod(x * 8.28F + 100, 2.0F) - 1) + std::abs(std::fmod(y * 8.28F, 2.0F) - 1);
  Colour colour = mix({52, 66, 64}, {60, 76, 72}, smooth(0.45F, 0.55F, stripe));
  colour = mix(colour, {96, 92, 66}, 0.5F * smooth(0.42F, 0.36F, lozenge));
  const float mottled = valueNoise(x * 9, y * 9) + 0.5F * fineness(46, unit_) * valueNoise(x * 23, y * 23);
  const float fromLamp = std::hypot(x * 0.8F, y - 0.22F);
  return glow(colour, kLight * 0.02F, mottled) * (0.28F + 1.25F * std::exp(-fromLamp * fromLamp * 3.2F));
}

Colour DemoScene::table(float x, float y) const {
  const float near = (y - kTableTop) / (1 - kTableTop);
  const float across = x / (0.75F + 0.5F * near);
  const float rings = fineness(65, unit_) * valueNoise(across * 3 + 7, 40 + y * 130) +
                      0.6F * fineness(210, unit_) * valueNoise(across * 9, 90 + y * 420);
  const float plank = std::abs(std::fmod(across * 2.6F + 50.5F, 1.0F) - 0.5F);
  Colour colour = mix({92, 54, 30}, {124, 76, 42}, 0.5F + 0.4F * rings);
  colour = colour * (0.45F + 0.55F * smooth(0.497F, 0.485F, plank));
  const float fromDrum = std::hypot(x / 0.62F, (y - 0.80F) / 0.10F);
  const float shadow = 1 - 0.72F * smooth(1.25F, 0.35F, fromDrum);
  return colour * (shadow * (0.42F + 0.72F * std::exp(-x * x * 1.3F)));
}

void DemoScene::drawBackground() {
  for (int row = 0; row < background_.height; ++row) {
    for (int column = 0; column < background_.width; ++column) {
      const float x = (static_cast<float>(column) - drum_.centreX) / unit_;
      const float y = static_cast<float>(row) / unit_;
      const Colour edge{24, 14, 10};
      const Colour place = y < kTableTop ? wallpaper(x, y) : table(x, y);
      background_.set(column, row, mix(edge, place, smooth(0, 0.012F, std::abs(y - kTableTop))));
    }
  }
}

void DemoScene::drawStand() {
  const float top = drum_.rimY + drum_.wall + drum_.flatness;
  PictureMask foot(background_.width, background_.height), stem(background_.width, background_.height);
  const Point middle{drum_.centreX, unit_ * 0.905F};
  constexpr int kLayers = 60;
  for (int i = 0; i < kLayers; ++i) {
    const float rise = static_cast<float>(i) / (kLayers - 1);
    const float half = unit_ * (0.20F - 0.13F * rise * rise);
    const Point centre = middle - Point{0, unit_ * 0.045F * rise};
    foot.addStroke(centre - Point{half, 0}, unit_ * 0.016F, centre + Point{half, 0}, unit_ * 0.016F);
  }
  stem.addStroke({drum_.centreX, top - unit_ * 0.03F}, unit_ * 0.045F, middle - Point{0, unit_ * 0.04F}, unit_ * 0.03F);
  foot.paint(background_, 0, static_cast<int>(unit_ * 0.012F), {12, 7, 5}, 0.7F);
  for (int y = 0; y < background_.height; ++y) {
    for (int x = 0; x < background_.width; ++x) {
      const float offset = (static_cast<float>(x) - drum_.centreX) / unit_;
      const float onFoot = std::exp(-std::pow((offset + 0.07F) / 0.06F, 2.0F));
      background_.blend(x, y, glow({66, 34, 22}, kLight * 0.4F, onFoot), foot.at(x, y));
      const float onStem = std::exp(-std::pow((offset + 0.015F) / 0.014F, 2.0F));
      background_.blend(x, y, glow(kBrass * 0.42F, kLight * 0.6F, onStem), stem.at(x, y));
    }
  }
}

void DemoScene::drawStrip() {
  const auto width = static_cast<float>(strip_.width()), height = static_cast<float>(strip_.height());
  const float each = width / kHorses;
  const float size = std::min(height * 0.80F, each * 0.66F);
  for (int i = -1; i <= kHorses; ++i) {
    const Point ground{(static_cast<float>(i) + 0.5F) * each, height * 0.91F};
    drawHorse(strip_, ground, size, static_cast<float>((i + kHorses) % kHorses) / kHorses);
  }
  strip_.addStroke({0, height * 0.925F}, height * 0.008F, {width, height * 0.925F}, height * 0.008F);
}

void DemoScene::makeColumns() {
  constexpr float kLampAngle = 0.55F;
  columns_.resize(static_cast<std::size_t>(picture_.width));
  for (int x = 0; x < picture_.width; ++x) {
    const float across = (static_cast<float>(x) + 0.5F - drum_.centreX) / drum_.radius;
    if (std::abs(across) >= 1) continue;
    Column& column = columns_[static_cast<std::size_t>(x)];
    const float facing = std::max(0.0F, std::cos(std::asin(across) + kLampAngle));
    column.depth = std::sqrt(1 - across * across);
    column.angle = std::asin(across) / (2 * kPi);
    column.back = drum_.rimY - drum_.flatness * column.depth;
    column.front = drum_.rimY + drum_.flatness * column.depth;
    column.light = 0.16F + 0.78F * facing;
    column.shine = std::pow(facing, 26.0F);
  }
}

void DemoScene::turnColumns(float turn) {
  const auto stripWidth = static_cast<float>(strip_.width());
  for (Column& column : columns_) {
    const float far = fraction(0.5F - column.angle - turn), near = column.angle - turn;
    column.farSlit = slitAt(far);
    column.nearSlit = slitAt(near);
    // Mirrored: seen from within the drum, angles grow to the left, and the horses are to run to the right.
    column.stripX = stripWidth - far * stripWidth;
    column.diamond = fraction(near * kSlits * 3) - 0.5F;
  }
}

void DemoScene::makeGrain(int amplitude) {
  std::uint32_t state = 0x2545F491U;
  const auto next = [&] {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return static_cast<float>(state >> 8) / 8388608.0F - 1;
  };
  grain_.reserve(kGrainSize * 3);
  float last = 0;
  for (int i = 0; i < kGrainSize; ++i) {
    // The sum is nearly Gaussian; a little of the neighbour makes it film rather than static.
    const float now = (next() + next() + next()) * 0.58F;
    const float value = std::clamp((now + 0.35F * last) * static_cast<float>(amplitude), -96.0F, 96.0F);
    grain_.insert(grain_.end(), 3, static_cast<std::int8_t>(std::lround(value)));
    last = now;
  }
}

Colour DemoScene::paper(const Column& column, float v) const {
  constexpr Colour kGround{196, 160, 104}, kEdge{60, 42, 30};
  const float y = (v - kStripTop) / (1 - kStripTop);
  const float ink = strip_.sampleBand(column.stripX, y * static_cast<float>(strip_.height()));
  const float edge = smooth(0, 0.03F, y) * smooth(1.0F, 0.975F, y);
  return mix(kEdge, mix(y > 0.93F ? kGround : kCream, kInk, ink * 0.95F), edge);
}

Colour DemoScene::inside(const Column& column, float y) const {
  constexpr Colour kFloor{30, 20, 16}, kFloorRing{44, 30, 22}, kDark{34, 22, 20}, kThroughSlit{186, 150, 104};
  const float v = (y - column.back) / drum_.wall;
  const float lit = 0.30F + 0.72F * column.depth;
  if (v > 1) return mix(kFloor, kFloorRing, 0.5F + 0.5F * std::sin((v - 1) * 70)) * lit;
  if (v >= kStripTop) return paper(column, v) * lit;
  const float slit = column.farSlit * smooth(0.07F, 0.10F, v) * smooth(kStripTop - 0.03F, kStripTop - 0.06F, v);
  return mix(mix(kDark, kThroughSlit, 0.85F * slit), kBrass * 0.8F, smooth(0.05F, 0.03F, v)) * lit;
}

Colour DemoScene::outside(const Column& column, float y, Colour behind) const {
  constexpr float kRing = 0.055F;  // of brass, above and below
  const float v = (y - column.front) / drum_.wall;
  const Colour brass = glow(kBrass * column.light, kLight * 0.3F, column.shine);
  if (v < kRing || v > 1 - kRing) {
    const float across = v < kRing ? v / kRing : (v - 1 + kRing) / kRing;
    return glow(brass * (0.55F + 0.6F * std::sin(across * kPi)), kLight * 0.4F, column.shine);
  }
  if (std::abs(v - 0.56F) < 0.012F) return brass * 1.15F;
  const float slit = column.nearSlit * smooth(0.085F, 0.11F, v) * smooth(0.52F, 0.49F, v);
  const float diamond = std::abs(column.diamond) * 1.5F * column.depth + std::abs(v - 0.75F) * 4.5F;
  const Colour lacquer = glow(kLacquer * column.light, kLight * 0.42F, column.shine);
  return mix(mix(lacquer, brass, 0.85F * smooth(0.46F, 0.40F, diamond)), behind, slit * 0.92F);
}

void DemoScene::drawDrum() {
  const int bottom = static_cast<int>(drum_.rimY + drum_.flatness + drum_.wall) + 1;
  for (int y = static_cast<int>(drum_.rimY - drum_.flatness); y <= bottom; ++y) {
    const float centre = static_cast<float>(y) + 0.5F;
    for (int x = 0; x < picture_.width; ++x) {
      const Column& column = columns_[static_cast<std::size_t>(x)];
      const float above = centre - column.back, below = column.front + drum_.wall - centre;
      if (column.depth == 0 || above < -0.5F || below < -0.5F) continue;
      const float near = std::clamp(centre - column.front + 0.5F, 0.0F, 1.0F);
      Colour colour = near < 1 || column.nearSlit > 0 ? inside(column, centre) : Colour{};
      if (near > 0) colour = mix(colour, outside(column, std::max(centre, column.front), colour * 0.8F), near);
      const float cover = std::min({1.0F, above + 0.5F, below + 0.5F});
      if (cover >= 1)
        picture_.set(x, y, colour);
      else
        picture_.blend(x, y, colour, cover);
    }
  }
}

void DemoScene::drawNumbers(int number) {
  const int margin = static_cast<int>(unit_ * 0.035F);
  const std::string clock = clockText(number, fps_);
  font_.paint(picture_, margin, margin, numberText(number), kCream);
  font_.paint(picture_, picture_.width - margin - font_.widthOf(clock), margin, clock, kCream);
}

void DemoScene::drawCells(int number) {
  const std::uint32_t cells = frameNumberCells(static_cast<std::uint16_t>(number));
  const int top = static_cast<int>(std::lround(unit_ * (1 - static_cast<float>(kStripHeight))));
  constexpr int kWithMargins = kStripCells + 2;
  constexpr Colour kWhite{236, 232, 222}, kBlack{14, 12, 11};
  for (int x = 0; x < picture_.width; ++x) {
    const int cell = x * kWithMargins / picture_.width - 1;
    const bool white = cell >= 0 && cell < kStripCells && (cells >> (kStripCells - 1 - cell) & 1) != 0;
    for (int y = top; y < picture_.height; ++y) picture_.set(x, y, white ? kWhite : kBlack);
  }
}

void DemoScene::addGrain(int number) {
  const std::size_t rowBytes = static_cast<std::size_t>(picture_.width) * 3;
  std::uint32_t state = static_cast<std::uint32_t>(number) * 2654435761U + 1;
  for (int y = 0; y < picture_.height; ++y) {
    state = state * 1664525U + 1013904223U;
    const std::size_t start = (state >> 8) % (kGrainSize - static_cast<std::size_t>(picture_.width));
    const std::int8_t* const grain = grain_.data() + start * 3;
    std::uint8_t* const row = picture_.rgb.data() + static_cast<std::size_t>(y) * rowBytes;
    for (std::size_t i = 0; i < rowBytes; ++i)
      row[i] = static_cast<std::uint8_t>(std::clamp(row[i] + grain[i], 0, 255));
  }
}

}  // namespace zoetrope::movie
