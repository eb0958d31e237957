// SPDX-License-Identifier: MIT
#include "libstream/jpeg/requantise.h"

#include "libstream/jpeg/entropy_size.h"
#include "libstream/jpeg/libjpeg.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace zoetrope::jpeg {

namespace {

// The steps of flat areas' light stay below what shows as bands, which costs little.
constexpr int kCoarsestDc = 32;
// A larger step than that does not fit RFC 2435.
constexpr int kCoarsest = 255;
// Magnitudes are scaled with so many more bits, which rounding then drops.
constexpr int kFractionBits = 4;
constexpr std::uint16_t kHalf = 1 << (kFractionBits - 1);
// Values near a middle become the smaller one, which saves more bytes than it costs decibels: 0.2 to 0.8 dB better at
// the same size than exact rounding.
constexpr std::uint16_t kLessThanHalf = 6;
// Damaged pictures have larger ones, which no standard Huffman table has a code for.
constexpr std::int16_t kLargestCoefficient = 2047;
constexpr int kComponents = 3;
// About as many blocks of a component are looked at for an estimate.
constexpr double kBlocksForEstimate = 600;

// What one component's coefficients are multiplied with, and what is added before the fraction goes.
struct Divider {
  std::array<std::uint16_t, DCTSIZE2> factor;
  std::array<std::uint16_t, DCTSIZE2> rounding;
};

using Rounding = Requantiser::Rounding;

Divider dividerFor(const JQUANT_TBL& from, const JQUANT_TBL& to, Rounding rounding) {
  constexpr unsigned kOne = 1U << 16;
  Divider divider;
  for (std::size_t i = 0; i < DCTSIZE2; ++i) {
    const unsigned oldStep = from.quantval[i];
    const unsigned newStep = to.quantval[i];
    divider.factor[i] = static_cast<std::uint16_t>(std::min(kOne - 1, (oldStep * kOne + newStep / 2) / newStep));
    const bool exact = rounding == Rounding::Exact || i == 0 || oldStep == newStep;
    divider.rounding[i] = exact ? kHalf : kLessThanHalf;
  }
  return divider;
}

// In 16 bits and without a branch, so that the compiler does eight at once.
void divide(const JCOEF* block, const Divider& divider, JCOEF* into) {
  for (std::size_t i = 0; i < DCTSIZE2; ++i) {
    const auto value = std::clamp<std::int16_t>(block[i], -kLargestCoefficient, kLargestCoefficient);
    const auto sign = static_cast<std::int16_t>(value >> 15);
    const auto magnitude = static_cast<std::uint16_t>((value ^ sign) - sign);
    const auto scaled = static_cast<std::uint16_t>(magnitude << kFractionBits);
    const auto product = static_cast<std::uint16_t>((std::uint32_t{scaled} * divider.factor[i]) >> 16);
    const auto rounded = static_cast<std::uint16_t>(product + divider.rounding[i]) >> kFractionBits;
    into[i] = static_cast<JCOEF>((rounded ^ sign) - sign);
  }
}

int tableOf(int component) { return component == 0 ? 0 : 1; }

}  // namespace

struct Requantiser::State {
  explicit State(Bytes data) : source(errors), target(errors), sink(target, out, data.size()), jpeg(data) {}

  void read() {
    readHeader(source, jpeg);
    coefficients = jpeg_read_coefficients(&source);
    jpeg_copy_critical_parameters(&source, &target);
    reduceSampling(target);
    target.optimize_coding = FALSE;
    for (int i = 0; i < kComponents; ++i) {
      jpeg_component_info& component = target.comp_info[i];
      component.quant_tbl_no = component.dc_tbl_no = component.ac_tbl_no = tableOf(i);
    }
  }

  // Both chrominance components get the same steps.
  void chooseSteps(int quality, Rounding rounding) {
    jpeg_set_quality(&target, quality, TRUE);
    const UINT16 coarsestDc = rounding == Rounding::Exact ? kCoarsest : kCoarsestDc;
    for (const int id : {0, 1}) {
      UINT16& dc = target.quant_tbl_ptrs[id]->quantval[0];
      dc = std::min(dc, coarsestDc);
    }
    for (int i = 0; i < kComponents; ++i) {
      UINT16* steps = target.quant_tbl_ptrs[tableOf(i)]->quantval;
      const UINT16* finest = source.comp_info[i].quant_table->quantval;
      for (int k = 0; k < DCTSIZE2; ++k) steps[k] = std::max(steps[k], finest[k]);
    }
  }

  Divider dividerOf(int component, Rounding rounding) {
    return dividerFor(*source.comp_info[component].quant_table, *target.quant_tbl_ptrs[tableOf(component)], rounding);
  }

  JBLOCKROW blocksOf(int component, JDIMENSION row) {
    const auto codec = reinterpret_cast<j_common_ptr>(&source);
    return *source.mem->access_virt_barray(codec, coefficients[component], row, 1, TRUE);
  }

  void divideAll(int component) {
    const Divider divider = dividerOf(component, Rounding::Coarser);
    const jpeg_component_info& size = source.comp_info[component];
    for (JDIMENSION row = 0; row < size.height_in_blocks; ++row) {
      JBLOCKROW blocks = blocksOf(component, row);
      for (JDIMENSION x = 0; x < size.width_in_blocks; ++x) divide(blocks[x], divider, blocks[x]);
    }
  }

  void write(int quality) {
    chooseSteps(quality, Rounding::Coarser);
    for (int i = 0; i < kComponents; ++i) divideAll(i);
    jpeg_write_coefficients(&target, coefficients);
    jpeg_finish_compress(&target);
    jpeg_finish_decompress(&source);
  }

  std::uint64_t bitsOf(int component, Rounding rounding) {
    const Divider divider = dividerOf(component, rounding);
    const jpeg_component_info& size = source.comp_info[component];
    const EntropySize& codes = standardCodes(tableOf(component));
    // Every nth block of every nth row.
    const double blocks = static_cast<double>(size.width_in_blocks) * size.height_in_blocks;
    const auto step = static_cast<JDIMENSION>(std::max(1.0, std::sqrt(blocks / kBlocksForEstimate)));
    std::uint64_t bits = 0;
    std::uint64_t seen = 0;
    for (JDIMENSION row = step / 2; row < size.height_in_blocks; row += step) {
      const JBLOCKROW all = blocksOf(component, row);
      for (JDIMENSION x = step / 2; x < size.width_in_blocks; x += step, ++seen) {
        JBLOCK before{};
        JBLOCK block;
        if (x > 0) divide(all[x - 1], divider, before);
        divide(all[x], divider, block);
        bits += codes.bits(block, before[0]);
      }
    }
    return seen == 0 ? 0 : static_cast<std::uint64_t>(static_cast<double>(bits) * blocks / static_cast<double>(seen));
  }

  std::uint64_t bitsAt(int quality, Rounding rounding) {
    chooseSteps(quality, rounding);
    std::uint64_t bits = 0;
    for (int i = 0; i < kComponents; ++i) bits += bitsOf(i, rounding);
    return bits;
  }

  LibjpegErrors errors;
  Decompressor source;
  Compressor target;
  ByteBuffer out;
  LibjpegSink sink;
  const Bytes jpeg;
  jvirt_barray_ptr* coefficients = nullptr;
};

bool requantisable(const FrameInfo& info) {
  if (info.precision != 8 || info.rgb || info.components.size() != kComponents) return false;
  const std::vector<Component> sampling = reducedSampling(info);
  for (std::size_t i = 0; i < sampling.size(); ++i) {
    const auto& table = info.quantTables[sampling[i].tq % info.quantTables.size()];
    if (!table || !table->fitsEightBit()) return false;
    if (i > 0 && (sampling[i].h != 1 || sampling[i].v != 1)) return false;
  }
  return sampling[0].h == 2 && (sampling[0].v == 1 || sampling[0].v == 2);
}

Requantiser::Requantiser(Bytes jpeg) : state_(std::make_unique<State>(jpeg)) {}
Requantiser::~Requantiser() = default;

Result<void> Requantiser::open() {
  const auto info = parseFrameHeader(state_->jpeg);
  if (!info.isDone() || !requantisable(info.value())) return Error{"a picture that cannot be requantised"};
  if (!state_->errors.run([&] { state_->read(); })) return Error{state_->errors.message()};
  return {};
}

Result<std::size_t> Requantiser::estimate(int quality, Rounding rounding) {
  std::uint64_t bits = 0;
  if (!state_->errors.run([&] { bits = state_->bitsAt(quality, rounding); })) return Error{state_->errors.message()};
  return static_cast<std::size_t>(bits / 8);
}

Result<ByteBuffer> Requantiser::write(int quality) {
  if (!state_->errors.run([&] { state_->write(quality); })) return Error{state_->errors.message()};
  return std::move(state_->out);
}

Result<ByteBuffer> requantise(Bytes jpeg, int quality) {
  Requantiser requantiser(jpeg);
  if (const auto opened = requantiser.open(); !opened) return opened.error();
  return requantiser.write(quality);
}

}  // namespace zoetrope::jpeg
