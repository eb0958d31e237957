// SPDX-License-Identifier: MIT
#include "libstream/impair/link_options.h"

#include "libstream/base/text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <vector>

namespace zoetrope::impair {

namespace {

// What is wrong, or nothing.
using Problem = std::optional<std::string>;

constexpr double kMinRateBps = 1e3;
constexpr double kMaxRateBps = 1e11;

struct Unit {
  std::string_view name;
  double factor;
};
// A unit that ends another one comes behind it.
constexpr std::array<Unit, 3> kTimeUnits{{{"us", 1e-6}, {"ms", 1e-3}, {"s", 1}}};
constexpr std::array<Unit, 4> kRateUnits{{{"kbit", 1e3}, {"mbit", 1e6}, {"gbit", 1e9}, {"bit", 1}}};

// "20ms" as 0.02, "20mbit" as 2e7: a number that is not negative and its unit.
template <std::size_t Units>
std::optional<double> withUnit(std::string_view text, const std::array<Unit, Units>& units) {
  for (const Unit& unit : units) {
    if (text.size() <= unit.name.size()) continue;
    const std::string_view number = text.substr(0, text.size() - unit.name.size());
    if (!equalsIgnoreCase(text.substr(number.size()), unit.name)) continue;
    const std::optional<double> value = parseDouble(number);
    if (!value || *value < 0) return std::nullopt;
    return *value * unit.factor;
  }
  return std::nullopt;
}

Problem setShare(std::string_view text, double& into) {
  const std::optional<double> percent =
      text.ends_with('%') ? parseDouble(text.substr(0, text.size() - 1)) : std::nullopt;
  if (!percent || *percent < 0 || *percent > 100)
    return "takes a share from 0% to 100%, such as 5%, not \"" + printable(text) + "\"";
  into = *percent / 100;
  return std::nullopt;
}

Problem setTime(std::string_view text, Duration& into) {
  const std::optional<double> seconds = withUnit(text, kTimeUnits);
  if (!seconds || *seconds > toSeconds(kMaxLinkTime))
    return "takes a time up to 10s, such as 20ms, not \"" + printable(text) + "\"";
  into = fromSeconds(*seconds);
  return std::nullopt;
}

Problem setRate(std::string_view text, double& into) {
  const auto rate = parseRate(text);
  if (!rate) return rate.error().message;
  into = *rate;
  return std::nullopt;
}

Problem setBurst(std::string_view text, int& into) {
  const std::optional<int> packets = parseNumber<int>(text);
  if (!packets || *packets < 1 || *packets > kMaxBurst)
    return "takes a whole number of packets from 1 to " + std::to_string(kMaxBurst) + ", not \"" + printable(text) +
           "\"";
  into = *packets;
  return std::nullopt;
}

Problem setSeed(std::string_view text, std::uint64_t& into) {
  const std::optional<std::uint64_t> seed = parseNumber<std::uint64_t>(text);
  if (!seed) return "takes a whole number, not \"" + printable(text) + "\"";
  into = *seed;
  return std::nullopt;
}

struct KeyRow {
  std::string_view name;
  Problem (*apply)(LinkOptions&, std::string_view);
};
constexpr std::array<KeyRow, 8> kKeys{{
    {"loss", [](LinkOptions& o, std::string_view v) { return setShare(v, o.loss); }},
    {"burst", [](LinkOptions& o, std::string_view v) { return setBurst(v, o.burst); }},
    {"rate", [](LinkOptions& o, std::string_view v) { return setRate(v, o.rateBps); }},
    {"queue", [](LinkOptions& o, std::string_view v) { return setTime(v, o.queue); }},
    {"delay", [](LinkOptions& o, std::string_view v) { return setTime(v, o.delay); }},
    {"jitter", [](LinkOptions& o, std::string_view v) { return setTime(v, o.jitter); }},
    {"reorder", [](LinkOptions& o, std::string_view v) { return setShare(v, o.reorder); }},
    {"seed", [](LinkOptions& o, std::string_view v) { return setSeed(v, o.seed); }},
}};

Problem takePart(std::string_view part, LinkOptions& options, std::set<std::string_view>& seen) {
  const std::size_t equals = part.find('=');
  const std::string_view name = trim(part.substr(0, equals));
  if (equals == std::string_view::npos) return "\"" + printable(part) + "\" is no name=value, as in loss=5%,delay=20ms";
  for (const KeyRow& row : kKeys) {
    if (name != row.name) continue;
    if (!seen.insert(row.name).second) return std::string(name) + " is there twice";
    Problem problem = row.apply(options, trim(part.substr(equals + 1)));
    if (problem) *problem = std::string(name) + " " + *problem;
    return problem;
  }
  return "there is no \"" + printable(name) + "\"; there are loss, burst, rate, queue, delay, jitter, reorder and seed";
}

// At most three digits behind the point, none that say nothing, and the same in every locale.
std::string plain(double value) {
  std::array<char, 32> digits{};
  const double rounded = std::round(value * 1000) / 1000;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), rounded, std::chars_format::general);
  return std::string(digits.data(), end.ptr);
}

std::string percent(double share) { return plain(share * 100) + " %"; }

std::string inMilliseconds(Duration time) { return plain(toSeconds(time) * 1e3) + " ms"; }

std::string inBits(double rate) {
  if (rate >= 1e9) return plain(rate / 1e9) + " Gbit/s";
  return rate >= 1e6 ? plain(rate / 1e6) + " Mbit/s" : plain(rate / 1e3) + " kbit/s";
}

}  // namespace

Result<double> parseRate(std::string_view text) {
  const std::optional<double> rate = withUnit(text, kRateUnits);
  if (!rate || *rate < kMinRateBps || *rate > kMaxRateBps)
    return Error{"takes a bit rate from 1kbit to 100gbit, such as 20mbit, not \"" + printable(text) + "\""};
  return *rate;
}

Result<LinkOptions> parseLink(std::string_view text) {
  LinkOptions options;
  std::set<std::string_view> seen;
  for (const std::string_view part : split(text, ','))
    if (Problem problem = takePart(part, options, seen)) return Error{std::move(*problem)};
  if (seen.contains("burst") && !seen.contains("loss"))
    return Error{"burst says how many packets are lost at once and needs loss, as in loss=1%,burst=20"};
  if (seen.contains("queue") && !seen.contains("rate"))
    return Error{"queue says how long packets wait for the rate and needs rate, as in rate=20mbit,queue=100ms"};
  return options;
}

std::string describeLink(const LinkOptions& options) {
  std::vector<std::string> parts;
  if (options.loss > 0)
    parts.push_back(percent(options.loss) + " loss" +
                    (options.burst > 1 ? " in bursts of " + std::to_string(options.burst) : ""));
  if (options.rateBps > 0)
    parts.push_back(inBits(options.rateBps) + " with a queue of " + inMilliseconds(options.queue));
  if (options.delay > Duration{}) parts.push_back(inMilliseconds(options.delay) + " delay");
  if (options.jitter > Duration{}) parts.push_back(inMilliseconds(options.jitter) + " jitter");
  if (options.reorder > 0) parts.push_back(percent(options.reorder) + " reordered");
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text.empty() ? "no impairment" : text;
}

}  // namespace zoetrope::impair
