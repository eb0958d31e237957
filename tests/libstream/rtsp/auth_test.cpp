// SPDX-License-Identifier: MIT
#include "libstream/rtsp/auth.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtsp {

namespace {

// Gives 0a4f113b, then counts on.
struct KnownRandom : Random {
  std::uint32_t next32() override { return value++; }
  std::uint32_t value = 0x0A4F113B;
};

HeaderList challenge(std::string_view value) { return {{"WWW-Authenticate", std::string(value)}}; }

constexpr std::string_view kPlainDigest = "Digest realm=\"Zoetrope\", nonce=\"0123456789abcdef\"";

}  // namespace

BOOST_AUTO_TEST_CASE(base64_as_the_rfc_has_it) {
  const std::pair<const char*, const char*> cases[] = {
      {"", ""},        {"f", "Zg=="},          {"fo", "Zm8="},
      {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}, {"Aladdin:open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="}};
  for (const auto& [text, expected] : cases) BOOST_TEST(base64(text) == expected);
}

BOOST_AUTO_TEST_CASE(answers_a_basic_challenge_with_user_and_password) {
  KnownRandom random;
  Authenticator auth("Aladdin", "open sesame");
  BOOST_TEST(auth.authorization("DESCRIBE", "rtsp://h/m", random).empty());
  BOOST_TEST(auth.onUnauthorized(challenge("Basic realm=\"x\"")));
  BOOST_TEST(auth.authorization("DESCRIBE", "rtsp://h/m", random) == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
}

// The responses were computed with Python's hashlib; the second is the example of RFC 2617, section 3.5, with a cnonce
// twice as long.
BOOST_AUTO_TEST_CASE(answers_digest_without_qop) {
  KnownRandom random;
  Authenticator auth("Mufasa", "Circle Of Life");
  BOOST_TEST(auth.onUnauthorized(challenge(kPlainDigest)));
  BOOST_TEST(auth.authorization("DESCRIBE", "rtsp://h/m", random) ==
             "Digest username=\"Mufasa\", realm=\"Zoetrope\", nonce=\"0123456789abcdef\", uri=\"rtsp://h/m\", "
             "response=\"85cab3019197ac2fe5618e87a7ea929b\"");
}

BOOST_AUTO_TEST_CASE(answers_digest_with_qop_and_counts) {
  KnownRandom random;
  Authenticator auth("Mufasa", "Circle Of Life");
  BOOST_TEST(auth.onUnauthorized(challenge(
      "Digest realm=\"testrealm@host.com\", qop=\"auth-int, auth\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
      "opaque=\"5ccc069c403ebaf9f0171e9517f40e41\", algorithm=MD5")));
  BOOST_TEST(auth.authorization("GET", "/dir/index.html", random) ==
             "Digest username=\"Mufasa\", realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
             "uri=\"/dir/index.html\", response=\"67070b1ce52ee8c1af95debbc6729a1b\", algorithm=MD5, "
             "opaque=\"5ccc069c403ebaf9f0171e9517f40e41\", qop=auth, nc=00000001, cnonce=\"0a4f113b0a4f113c\"");
  BOOST_TEST(auth.authorization("GET", "/dir/index.html", random).find("nc=00000002") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(digest_comes_before_basic_in_one_header_or_two) {
  const std::string both = "Basic realm=\"a, b=\\\"c\\\"\", " + std::string(kPlainDigest);
  for (const HeaderList& headers : {challenge(both), HeaderList{{"WWW-Authenticate", "Basic realm=\"x\""},
                                                                {"www-authenticate", std::string(kPlainDigest)}}}) {
    KnownRandom random;
    Authenticator auth("u", "p");
    BOOST_TEST(parseChallenges(headers).size() == 2U);
    BOOST_TEST(auth.onUnauthorized(headers));
    BOOST_TEST(auth.authorization("OPTIONS", "*", random).rfind("Digest ", 0) == 0U);
  }
  BOOST_TEST(parseChallenges(challenge(both)).front().realm == "a, b=\"c\"");
}

BOOST_AUTO_TEST_CASE(challenges_that_cannot_be_answered_are_skipped) {
  for (const char* text :
       {"", "NTLM", "Bearer realm=\"x\"", "Digest realm=\"x\"", "Digest realm=\"x\", nonce=\"n\", algorithm=SHA-256",
        "Digest realm=\"x\", nonce=\"n\", qop=\"auth-int\"", "=,=\"", "Digest nonce=\""}) {
    BOOST_TEST_CONTEXT(text) {
      BOOST_TEST(parseChallenges(challenge(text)).empty());
      Authenticator auth("u", "p");
      BOOST_TEST(!auth.onUnauthorized(challenge(text)));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_second_refusal_means_the_wrong_password_unless_the_nonce_was_stale) {
  Authenticator auth("u", "p");
  BOOST_TEST(auth.onUnauthorized(challenge(kPlainDigest)));
  BOOST_TEST(auth.onUnauthorized(challenge(std::string(kPlainDigest) + ", stale=TRUE")));
  BOOST_TEST(!auth.onUnauthorized(challenge(kPlainDigest)));
  auth.onAccepted();
  BOOST_TEST(auth.onUnauthorized(challenge(kPlainDigest)));
}

BOOST_AUTO_TEST_CASE(without_a_user_there_is_no_answer) {
  Authenticator auth;
  BOOST_TEST(!auth.onUnauthorized(challenge(kPlainDigest)));
}

}  // namespace zoetrope::rtsp
