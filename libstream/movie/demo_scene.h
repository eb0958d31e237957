// SPDX-License-Identifier: MIT
// The picture of the demo movies: a zoetrope on a table, its strip of horses seen galloping because the drum turns by
// just over one of them each frame, with the frame's number, a clock, and the strip of frame_number.h.
// Thread: one at a time; what does not move is drawn once.
#pragma once

#include "libstream/movie/demo_font.h"
#include "libstream/movie/picture_mask.h"

#include <vector>

namespace zoetrope::movie {

class DemoScene {
 public:
  // `grain`: amplitude of the film grain, 0..40.
  DemoScene(int width, int height, int fps, int grain);

  // The picture of frame `number`, which counts from 0. Good until the next call.
  const Picture& draw(int number);

 private:
  // Where the drum is, in pixels: an upper rim and a wall below it.
  struct Drum {
    float centreX, rimY;
    float radius;    // half the rim's width
    float flatness;  // half the rim's height
    float wall;      // height of the wall on the screen
  };
  // What is the same all along a column of the picture.
  struct Column {
    float depth = 0;  // cosine of the angle around the drum, 1 in the middle; 0 beside the drum
    float angle = 0;  // around the drum, 0 in the middle, in turns: -1/4..1/4
    float back = 0;   // y of the far rim
    float front = 0;  // y of the near rim
    float light = 0;  // on the outside
    float shine = 0;
    // Of the frame that is drawn.
    float farSlit = 0;  // how much of a slit is there, 0..1
    float nearSlit = 0;
    float stripX = 0;   // which column of the strip
    float diamond = 0;  // distance from the middle of the nearest one, -1/2..1/2
  };

  void drawBackground();
  Colour wallpaper(float x, float y) const;
  Colour table(float x, float y) const;
  void drawStand();
  void drawStrip();
  void makeColumns();
  void makeGrain(int amplitude);

  void turnColumns(float turn);
  void drawDrum();
  Colour inside(const Column& column, float y) const;
  Colour paper(const Column& column, float v) const;
  Colour outside(const Column& column, float y, Colour behind) const;
  void drawNumbers(int number);
  void drawCells(int number);
  void addGrain(int number);

  int fps_;
  float unit_;  // the picture's height
  Drum drum_;
  Picture background_;
  Picture picture_;
  PictureMask strip_;
  DemoFont font_;
  std::vector<Column> columns_;
  std::vector<std::int8_t> grain_;  // each value three times, for red, green and blue
};

}  // namespace zoetrope::movie
