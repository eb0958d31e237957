// SPDX-License-Identifier: MIT
// Answers to 401: Basic and Digest, from the client's side.
// Spec: RFC 2326, section 12.5 and 12.44; RFC 7617 (Basic); RFC 2617 section 3 (Digest, MD5, with and without
// qop=auth). Thread: one at a time. Owns: the credentials; nothing here prints them. Fails: a challenge of another
// scheme, algorithm or qop is skipped; authorization() is empty when none was usable.
#pragma once

#include "libstream/base/random.h"
#include "libstream/rtsp/message.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zoetrope::rtsp {

struct Challenge {
  enum class Scheme { Basic, Digest };
  Scheme scheme = Scheme::Basic;
  std::string realm;
  std::string nonce;
  std::string opaque;
  bool hasOpaque = false;
  // Digest with qop="auth" among its choices; without qop otherwise.
  bool qopAuth = false;
  bool stale = false;
  // As sent; empty or "MD5".
  std::string algorithm;
};

// All usable challenges of all WWW-Authenticate headers, several in one header too.
std::vector<Challenge> parseChallenges(const HeaderList& headers);

class Authenticator {
 public:
  Authenticator() = default;
  Authenticator(std::string user, std::string password) : user_(std::move(user)), password_(std::move(password)) {}

  // Takes the best challenge (Digest before Basic). False when there is no usable one, no user, or when a request with
  // an answer is refused again, not for a stale nonce: the password is wrong.
  bool onUnauthorized(const HeaderList& reply);
  // A request with our answer was taken: a later 401 is a new challenge.
  void onAccepted();
  // The value of Authorization for the next request; empty before a challenge.
  std::string authorization(std::string_view method, std::string_view uri, Random& random);

 private:
  std::string digest(std::string_view method, std::string_view uri, Random& random);

  // Owned.
  std::string user_;
  std::string password_;
  // State.
  std::optional<Challenge> challenge_;
  std::uint32_t nonceCount_ = 0;
  bool answered_ = false;
};

std::string base64(std::string_view text);

}  // namespace zoetrope::rtsp
