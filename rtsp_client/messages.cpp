// SPDX-License-Identifier: MIT
#include "rtsp_client/messages.h"

#include "libstream/base/text.h"

#include <algorithm>
#include <cstdio>

namespace zoetrope::client::messages {
namespace {

constexpr int kUnauthorized = 401;
constexpr int kForbidden = 403;
constexpr int kNotFound = 404;
constexpr int kUnsupportedMedia = 415;
constexpr int kNotEnoughBandwidth = 453;
constexpr int kUnsupportedTransport = 461;
constexpr int kServerError = 500;

using Kind = Message::Kind;
using Offer = Message::Offer;

Message make(Kind kind, std::string text, Offer offer = Offer::None, std::string details = {}) {
  return {.kind = kind, .text = std::move(text), .details = std::move(details), .offer = offer};
}

std::string server(const Target& target) {
  const bool v6 = target.host.find(':') != std::string::npos;
  return (v6 ? "[" + target.host + "]" : target.host) + ":" + std::to_string(target.port);
}

std::string statusLine(const ReplyFacts& reply) {
  std::string line = std::to_string(reply.status);
  if (!reply.reason.empty()) line += " " + printable(reply.reason);
  return line;
}

std::string whyRefused(const Target& target, const ReplyFacts& reply) {
  switch (reply.status) {
    case kUnauthorized:
      return target.user.empty() ? "it wants a user and a password: rtsp://user:password@" + server(target) + "/…"
                                 : "it does not accept this user and password";
    case kForbidden:
      return "it does not allow this";
    case kUnsupportedMedia:
      return "the file there is no movie that it can play";
    case kNotEnoughBandwidth:
      return "it has as many players as it takes; try again later";
    case kUnsupportedTransport:
      return "it does not send over this transport; try --transport tcp";
    case kServerError:
      return "it could not open the movie (its log says why)";
    case 0:
      return "its answer cannot be read (" + printable(reply.reason, 120) + ")";
    default:
      return "it answered " + statusLine(reply);
  }
}

// Our own server names the nearest movie there is behind its phrase.
std::string hintIn(const ReplyFacts& reply) {
  const std::size_t comma = reply.reason.find(", ");
  return comma == std::string::npos ? "" : printable(reply.reason.substr(comma + 2), 200);
}

Message notFound(const Target& target, const ReplyFacts& reply) {
  const std::string hint = hintIn(reply);
  const bool named = !target.video.empty();
  std::string text = named ? "There is no movie " + printable(target.video) + " on " + server(target)
                           : "The address names no movie of " + server(target);
  if (!hint.empty())
    text += "; " + hint + ".";
  else
    text += named ? ": check the name, upper and lower case too." : ": it stands behind the port, as in /movie.mjpeg.";
  return make(Kind::Error, text, Offer::TryAgain, statusLine(reply));
}

}  // namespace

Message connected(const Target& target, bool tcp) {
  const bool standard = target.dialect == Dialect::Standard;
  return make(Kind::Info, "Connected to " + server(target) + ", " + printable(target.video) + ", " +
                              (standard ? "standard" : "course") + " dialect over " + (tcp ? "TCP" : "UDP"));
}

Message noServer(const Target& target, const LinkFailure& failure) {
  if (failure.kind == LinkFailure::Kind::NoSuchHost)
    return make(Kind::Error,
                "No computer is known here by the name " + printable(target.host) +
                    ": check it, or use its address, such as 192.168.1.20.",
                Offer::TryAgain, failure.why);
  return make(Kind::Error,
              "There is no server at " + server(target) + ": start it or check the address, then try again.",
              Offer::TryAgain, failure.why);
}

Message connectionLost(const Target& target, const std::string& why) {
  return make(Kind::Error, "The connection to the server at " + server(target) + " is lost.", Offer::TryAgain, why);
}

Message setupRefused(const Target& target, const ReplyFacts& reply) {
  if (reply.status == kNotFound) return notFound(target, reply);
  return make(Kind::Error, "The server refuses " + printable(target.video) + ": " + whyRefused(target, reply) + ".",
              Offer::TryAgain, reply.details);
}

Message portUnavailable(const Target& target, const std::string& why) {
  const std::string port = target.rtpPort == 0 ? "No free port" : "RTP port " + std::to_string(target.rtpPort);
  return make(Kind::Error,
              port +
                  " cannot be used here: another program has it, or it needs rights; choose another one (0 takes a "
                  "free one).",
              Offer::TryAgain, why);
}

Message noJpeg(const Target& target, const std::string& otherStreams) {
  return make(Kind::Error, printable(target.video) + " has no Motion-JPEG stream; the server offers " +
                               (otherStreams.empty() ? "nothing that can be played" : printable(otherStreams, 200)) +
                               ".");
}

Message setupUnanswered(const Target& target) {
  return make(Kind::Error, "The server at " + server(target) + " took the connection but does not answer.",
              Offer::TryAgain, "No reply within 2 seconds. Is another program listening on this port?");
}

Message requestRefused(const Target& target, Verb verb, const ReplyFacts& reply) {
  return make(Kind::Error, std::string("The server refuses ") + name(verb) + ": " + whyRefused(target, reply) + ".",
              verb == Verb::Pause ? Offer::None : Offer::TryAgain, reply.details);
}

Message playUnanswered(const Target& target) {
  return make(Kind::Error,
              "The server does not answer PLAY: probably it has no movie " + printable(target.video) +
                  " (the lab's servers say nothing then).",
              Offer::TryAgain, "No reply within 2 seconds.");
}

Message requestUnanswered(const Target& target, Verb verb) {
  return make(Kind::Error, "The server at " + server(target) + " does not answer " + name(verb) + ".", Offer::TryAgain,
              "No reply within 2 seconds.");
}

Message sessionExpired(const Target& target) {
  return make(Kind::Error, "The server at " + server(target) + " has forgotten the session: set it up again.",
              Offer::TryAgain, "454 Session Not Found");
}

Message fillingFailed(const std::string& why) {
  return make(Kind::Warning, "The server does not fill the cache ahead of Play (" + printable(why) +
                                 "): playing without, as with --cache 0.");
}

Message tryingTcp(const std::string& why) {
  return make(Kind::Warning, why + ": going on over TCP.", Offer::None,
              "A firewall may hold back UDP. --transport tcp asks for TCP at once.");
}

Message nothingCame(const Target& target, bool tcp) {
  const bool offerTcp = target.dialect == Dialect::Standard && !tcp;
  std::string detail = "Nothing came in 2 seconds.";
#ifdef _WIN32
  // Whoever is spoken to first may answer; a lab's server sends from a port that nobody has spoken to.
  if (target.dialect == Dialect::Course) detail += " Windows' firewall may have to let zoetrope-client through.";
#endif
  return make(Kind::Error, "The server answered PLAY but no picture came: a firewall, or the wrong port?",
              offerTcp ? Offer::UseTcp : Offer::TryAgain, detail);
}

Message unusable(const Target& target) {
  return make(Kind::Error,
              "Packets come from " + server(target) + " but no picture: they are not JPEG as SETUP promised.",
              Offer::TryAgain, "Wrong payload type, wrong source or an unknown form of RTP/JPEG.");
}

Message noPicture() {
  return make(Kind::Warning, "Packets come but no whole picture: too much is lost on the way.", Offer::None,
              "No whole frame in 2 seconds. --transport tcp loses nothing.");
}

Message streamGone(const Target& target) {
  return make(Kind::Error, "No more pictures come from " + server(target) + ": is the network still there?",
              Offer::TryAgain, "Nothing came in 10 seconds.");
}

Message tooLossy(std::uint64_t broken, std::uint64_t frames, double lossPercent) {
  char loss[32];
  std::snprintf(loss, sizeof loss, "%.1f %%", lossPercent);
  return make(Kind::Warning,
              "The network loses more over UDP than can be asked for again: " + std::to_string(broken) +
                  " of the last " + std::to_string(frames) + " frames were broken. TCP loses nothing.",
              Offer::UseTcp, std::string("So far ") + loss + " of the packets did not come at first.");
}

// Twice what the kernel is asked for is what it gives, and its limit is for the former.
Message socketDrops(std::uint64_t packets, std::uint64_t bufferBytes) {
  constexpr std::uint64_t kGenerous = 16 << 20;
  const std::string setting = "net.core.rmem_max=" + std::to_string(std::max(kGenerous, 2 * bufferBytes));
  return make(Kind::Warning,
              "This computer, not the network, dropped " + std::to_string(packets) +
                  (packets == 1 ? " packet" : " packets") + ": its receive buffer of " +
                  std::to_string(bufferBytes / 1024) + " KB was full. Raise its limit: sudo sysctl -w " + setting + ".",
              Offer::None, "--rcvbuf BYTES asks for another size; the system gives at most twice net.core.rmem_max.");
}

Message movieEnded() { return make(Kind::Info, "The movie is over: Play starts it again."); }

}  // namespace zoetrope::client::messages
