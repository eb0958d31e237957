// SPDX-License-Identifier: MIT
#include "libstream/movie/demo_horse.h"

#include <array>
#include <cmath>
#include <numbers>

namespace zoetrope::movie {
namespace {

constexpr float kTurn = 2 * std::numbers::pi_v<float>;
constexpr float kDegree = std::numbers::pi_v<float> / 180;
// Of the whole figure, in units in which the body is drawn below.
constexpr float kHeight = 1.38F;
constexpr float kStandHeight = 0.80F;  // from the body's middle line down to the ground

// Angles of a leg's three parts from straight down, forward positive, over one stride in eighths: it touches the
// ground at 0, leaves it at about 2/8, folds, and reaches forward again.
struct LegKey {
  float upper, middle, lower;
};
using LegKeys = std::array<LegKey, 8>;

constexpr LegKeys kForeLeg{{{38, 30, 26},
                            {8, 4, 12},
                            {-24, -30, -42},
                            {-30, -62, -96},
                            {-4, -82, -128},
                            {28, -66, -104},
                            {52, -8, -34},
                            {52, 36, 26}}};
constexpr LegKeys kHindLeg{{{48, 4, 34},
                            {22, -28, 10},
                            {-4, -44, -22},
                            {-26, -58, -50},
                            {-18, -78, -62},
                            {16, -66, -40},
                            {46, -44, 4},
                            {58, -14, 34}}};

float periodic(const LegKeys& keys, float phase, float LegKey::*angle) {
  const float at = (phase - std::floor(phase)) * static_cast<float>(keys.size());
  const auto i = static_cast<std::size_t>(at) % keys.size();
  const float t = at - std::floor(at);
  const auto key = [&](std::size_t ahead) { return keys[(i + ahead) % keys.size()].*angle; };
  const float before = key(keys.size() - 1), a = key(0), b = key(1), after = key(2);
  // Catmull-Rom: smooth through the keys.
  return a + 0.5F * t * (b - before + t * (2 * before - 5 * a + 4 * b - after + t * (3 * (a - b) + after - before)));
}

class HorsePen {
 public:
  HorsePen(PictureMask& mask, Point middle, float scale, float pitch)
      : mask_(mask), middle_(middle), scale_(scale), sin_(std::sin(pitch)), cos_(std::cos(pitch)) {}

  void stroke(Point a, float ra, Point b, float rb) { mask_.addStroke(place(a), ra * scale_, place(b), rb * scale_); }

  void leg(Point hip, const LegKeys& keys, float phase, std::array<float, 3> lengths, std::array<float, 4> radii) {
    Point from = hip;
    constexpr std::array kParts{&LegKey::upper, &LegKey::middle, &LegKey::lower};
    for (std::size_t part = 0; part < kParts.size(); ++part) {
      const float angle = periodic(keys, phase, kParts[part]) * kDegree;
      const Point to = from + Point{std::sin(angle), std::cos(angle)} * lengths[part];
      stroke(from, radii[part], to, radii[part + 1]);
      from = to;
    }
    const float hoof = (periodic(keys, phase, &LegKey::lower) + 25) * kDegree;
    stroke(from, 0.03F, from + Point{std::sin(hoof), std::cos(hoof)} * 0.06F, 0.042F);
  }

 private:
  Point place(Point p) const { return middle_ + Point{p.x * cos_ - p.y * sin_, p.x * sin_ + p.y * cos_} * scale_; }

  PictureMask& mask_;
  Point middle_;
  float scale_;
  float sin_, cos_;
};

void drawBody(HorsePen& pen) {
  pen.stroke({-0.40F, -0.03F}, 0.185F, {-0.12F, 0.01F}, 0.172F);  // croup to loin
  pen.stroke({-0.15F, 0.015F}, 0.165F, {0.26F, 0.0F}, 0.195F);    // barrel
  pen.stroke({0.20F, -0.05F}, 0.17F, {0.36F, 0.02F}, 0.155F);     // shoulder
}

void drawHeadAndNeck(HorsePen& pen, float nod) {
  const Point poll{0.80F + 0.3F * nod, -0.44F + nod};
  const Point muzzle = poll + Point{0.23F, 0.20F};
  pen.stroke({0.32F, -0.08F}, 0.165F, {0.56F, -0.27F}, 0.115F);
  pen.stroke({0.56F, -0.27F}, 0.115F, poll, 0.075F);
  pen.stroke(poll, 0.085F, poll + Point{0.09F, 0.085F}, 0.07F);  // cheek
  pen.stroke(poll + Point{0.06F, 0.055F}, 0.07F, muzzle, 0.042F);
  pen.stroke(poll + Point{-0.02F, -0.06F}, 0.028F, poll + Point{-0.01F, -0.14F}, 0.006F);  // ear
}

void drawMane(HorsePen& pen, float nod, float phase) {
  constexpr int kLocks = 7;
  for (int i = 0; i < kLocks; ++i) {
    const float t = static_cast<float>(i) / (kLocks - 1);
    const Point root{0.36F + t * (0.42F + 0.3F * nod), -0.22F - t * (0.28F - nod)};
    const float wave = 0.03F * std::sin(kTurn * (phase + 0.12F * static_cast<float>(i)));
    pen.stroke(root, 0.045F, root + Point{-0.15F, -0.035F + wave}, 0.008F);
  }
}

void drawTail(HorsePen& pen, float phase) {
  constexpr int kParts = 7;
  Point from{-0.55F, -0.12F};
  for (int i = 0; i < kParts; ++i) {
    const float t = static_cast<float>(i) / kParts;
    const float angle = -0.42F + 0.75F * t + 0.30F * std::sin(kTurn * (phase - 0.5F * t));
    const Point to = from + Point{-std::cos(angle), std::sin(angle)} * 0.085F;
    const auto radius = [](float at) {
      return 0.03F + 0.045F * std::sin(std::numbers::pi_v<float> * (0.15F + 0.8F * at));
    };
    pen.stroke(from, radius(t), to, radius(t + 1.0F / kParts));
    from = to;
  }
}

}  // namespace

void drawHorse(PictureMask& mask, Point ground, float size, float phase) {
  const float scale = size / kHeight;
  // Highest while all legs are folded under, rocking from hind to fore legs.
  const float lift = 0.05F + 0.045F * std::cos(kTurn * (phase - 0.78F));
  const float pitch = 0.085F * std::sin(kTurn * (phase - 0.98F));
  const float nod = 0.05F * std::sin(kTurn * (phase - 0.20F));
  HorsePen pen(mask, ground - Point{0, (kStandHeight + lift) * scale}, scale, pitch);
  constexpr std::array kForeLengths{0.30F, 0.25F, 0.15F};
  constexpr std::array kForeRadii{0.105F, 0.055F, 0.036F, 0.028F};
  constexpr std::array kHindLengths{0.27F, 0.28F, 0.25F};
  constexpr std::array kHindRadii{0.15F, 0.078F, 0.04F, 0.028F};
  constexpr Point kShoulder{0.31F, 0.08F}, kHip{-0.42F, 0.02F};
  pen.leg(kHip + Point{0.03F, 0}, kHindLeg, phase, kHindLengths, kHindRadii);
  pen.leg(kHip, kHindLeg, phase - 0.11F, kHindLengths, kHindRadii);
  pen.leg(kShoulder + Point{0.03F, 0}, kForeLeg, phase - 0.42F, kForeLengths, kForeRadii);
  pen.leg(kShoulder, kForeLeg, phase - 0.55F, kForeLengths, kForeRadii);
  drawBody(pen);
  drawHeadAndNeck(pen, nod);
  drawMane(pen, nod, phase);
  drawTail(pen, phase);
}

}  // namespace zoetrope::movie
