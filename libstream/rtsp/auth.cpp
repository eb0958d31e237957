// SPDX-License-Identifier: MIT
#include "libstream/rtsp/auth.h"

#include "libstream/base/text.h"

#include <Poco/DigestEngine.h>
#include <Poco/MD5Engine.h>

#include <algorithm>
#include <utility>

namespace zoetrope::rtsp {

namespace {

constexpr std::size_t kMaxChallenges = 16;

std::string md5(const std::string& text) {
  Poco::MD5Engine engine;
  engine.update(text);
  return Poco::DigestEngine::digestToHex(engine.digest());
}

std::string hex8(std::uint32_t value) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (int shift = 28; shift >= 0; shift -= 4) out += kHex[value >> shift & 15];
  return out;
}

// Walks over "Digest realm="a", nonce=b, Basic realm="c"".
class ChallengeScanner {
 public:
  explicit ChallengeScanner(std::string_view text) : text_(text) {}

  struct Item {
    // A scheme's name when there is no value.
    std::string name;
    std::optional<std::string> value;
  };
  std::optional<Item> next() {
    skip(" \t,");
    if (text_.empty()) return std::nullopt;
    Item item{word(" \t,="), std::nullopt};
    skip(" \t");
    if (text_.empty() || text_.front() != '=') return item;
    text_.remove_prefix(1);
    skip(" \t");
    item.value = value();
    return item;
  }

 private:
  void skip(std::string_view bytes) { text_.remove_prefix(std::min(text_.find_first_not_of(bytes), text_.size())); }
  std::string word(std::string_view ends) {
    const std::size_t length = std::min(text_.find_first_of(ends), text_.size());
    std::string out(text_.substr(0, length));
    text_.remove_prefix(length);
    return out;
  }
  std::string value() {
    if (text_.empty() || text_.front() != '"') return word(" \t,");
    std::string out;
    std::size_t at = 1;
    for (; at < text_.size() && text_[at] != '"'; ++at) {
      if (text_[at] == '\\' && at + 1 < text_.size()) ++at;
      out += text_[at];
    }
    text_.remove_prefix(std::min(at + 1, text_.size()));
    return out;
  }

  std::string_view text_;
};

// A challenge as it is read, with what makes it unusable.
struct Draft {
  Challenge challenge;
  bool known = false;
  bool qopGiven = false;
};

void readQop(std::string_view value, Draft& draft) {
  draft.qopGiven = true;
  for (const std::string_view choice : split(value, ','))
    if (equalsIgnoreCase(trim(choice), "auth")) draft.challenge.qopAuth = true;
}

void readParameter(std::string_view name, const std::string& value, Draft& draft) {
  const auto is = [&](std::string_view known) { return equalsIgnoreCase(name, known); };
  if (is("realm")) draft.challenge.realm = value;
  if (is("nonce")) draft.challenge.nonce = value;
  if (is("algorithm")) draft.challenge.algorithm = value;
  if (is("stale")) draft.challenge.stale = equalsIgnoreCase(value, "true");
  if (is("qop")) readQop(value, draft);
  if (is("opaque")) {
    draft.challenge.opaque = value;
    draft.challenge.hasOpaque = true;
  }
}

bool usable(const Draft& draft) {
  const Challenge& challenge = draft.challenge;
  if (!draft.known) return false;
  if (challenge.scheme == Challenge::Scheme::Basic) return true;
  const bool md5Wanted = challenge.algorithm.empty() || equalsIgnoreCase(challenge.algorithm, "MD5");
  return md5Wanted && !challenge.nonce.empty() && (!draft.qopGiven || challenge.qopAuth);
}

void addChallenges(std::string_view header, std::vector<Challenge>& challenges) {
  Draft draft;
  const auto finish = [&] {
    if (usable(draft) && challenges.size() < kMaxChallenges) challenges.push_back(draft.challenge);
    draft = {};
  };
  ChallengeScanner scanner(header);
  while (const auto item = scanner.next()) {
    if (item->value) {
      readParameter(item->name, *item->value, draft);
      continue;
    }
    finish();
    draft.known = equalsIgnoreCase(item->name, "Basic") || equalsIgnoreCase(item->name, "Digest");
    const bool digest = equalsIgnoreCase(item->name, "Digest");
    draft.challenge.scheme = digest ? Challenge::Scheme::Digest : Challenge::Scheme::Basic;
  }
  finish();
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

}  // namespace

std::vector<Challenge> parseChallenges(const HeaderList& headers) {
  std::vector<Challenge> challenges;
  for (const std::string_view value : headers.getAll("WWW-Authenticate")) addChallenges(value, challenges);
  return challenges;
}

bool Authenticator::onUnauthorized(const HeaderList& reply) {
  const auto challenges = parseChallenges(reply);
  auto best = std::find_if(challenges.begin(), challenges.end(),
                           [](const Challenge& c) { return c.scheme == Challenge::Scheme::Digest; });
  if (best == challenges.end()) best = challenges.begin();
  if (best == challenges.end() || user_.empty()) return false;
  if (answered_ && !best->stale) return false;
  challenge_ = *best;
  nonceCount_ = 0;
  answered_ = true;
  return true;
}

void Authenticator::onAccepted() { answered_ = false; }

std::string Authenticator::authorization(std::string_view method, std::string_view uri, Random& random) {
  if (!challenge_) return {};
  if (challenge_->scheme == Challenge::Scheme::Basic) return "Basic " + base64(user_ + ':' + password_);
  return digest(method, uri, random);
}

std::string Authenticator::digest(std::string_view method, std::string_view uri, Random& random) {
  const Challenge& challenge = *challenge_;
  const std::string ha1 = md5(user_ + ':' + challenge.realm + ':' + password_);
  const std::string ha2 = md5(std::string(method) + ':' + std::string(uri));
  std::string tail;
  std::string middle = challenge.nonce;
  if (challenge.qopAuth) {
    const std::string count = hex8(++nonceCount_);
    std::string cnonce = hex8(random.next32());
    cnonce += hex8(random.next32());
    middle += ':' + count + ':' + cnonce + ":auth";
    tail = ", qop=auth, nc=" + count + ", cnonce=" + quoted(cnonce);
  }
  std::string out = "Digest username=" + quoted(user_) + ", realm=" + quoted(challenge.realm) +
                    ", nonce=" + quoted(challenge.nonce) + ", uri=" + quoted(uri) +
                    ", response=" + quoted(md5(ha1 + ':' + middle + ':' + ha2));
  if (!challenge.algorithm.empty()) out += ", algorithm=" + challenge.algorithm;
  if (challenge.hasOpaque) out += ", opaque=" + quoted(challenge.opaque);
  return out + tail;
}

std::string base64(std::string_view text) {
  static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += 3) {
    const std::size_t count = std::min<std::size_t>(3, text.size() - at);
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i)
      group = group << 8 | (i < count ? static_cast<unsigned char>(text[at + i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i) out += i <= count ? kDigits[group >> (18 - 6 * i) & 63] : '=';
  }
  return out;
}

}  // namespace zoetrope::rtsp
