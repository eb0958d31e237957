// SPDX-License-Identifier: MIT
// A child for the tests of supervision: stub_child MODE [ARGUMENT]. It ends by itself after kLifetime seconds, whatever
// happens to the test.
//   ready            says that it listens, ends with 0 when its stdin closes
//   exit N           ends at once with that code
//   crash            says that it listens and falls over a null pointer
//   crash-after MS   the same, so many milliseconds later
//   hang             says nothing, listens to nobody
//   flood            writes lines to both streams without end
//   long-line        one line of 1 MB, then as ready
//   ignore-term      ready, but neither stdin's end nor SIGTERM ends it
//   close-stdout     ready, then closes stdout; ends when its stdin closes
//   grandchild       starts a process that holds its pipes open, says its pid, ends with 0
//   dump NAME…       its arguments and that environment variable, its signals, open descriptors and session; ends with
//   0
#include <cstdio>
#include <cstdlib>
#include <dirent.h>
#include <signal.h>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <unistd.h>

namespace {

constexpr unsigned kLifetime = 120;

void say(const std::string& line) {
  const std::string whole = line + "\n";
  for (std::size_t done = 0; done < whole.size();) {
    const ssize_t count = ::write(1, whole.data() + done, whole.size() - done);
    if (count <= 0) std::exit(1);
    done += static_cast<std::size_t>(count);
  }
}

void sayListening() {
  say(R"({"v":1,"type":"listening","addresses":["127.0.0.1:40123"],"movies":[]})");
  std::fprintf(stderr, "stub: ready\n");
}

void untilInputCloses() {
  char byte;
  while (::read(0, &byte, 1) > 0) {
  }
}

[[noreturn]] void forEver() {
  while (true) ::pause();
}

[[noreturn]] void fall() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::signal(SIGSEGV, SIG_DFL);
  ::raise(SIGSEGV);
  std::abort();
}

[[noreturn]] void flood() {
  sayListening();
  const std::string line(100, 'f');
  while (true) {
    say(line);
    std::fprintf(stderr, "%s\n", line.c_str());
  }
}

int grandchild() {
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::alarm(kLifetime);  // a child does not inherit it
    forEver();
  }
  say("grandchild " + std::to_string(pid));
  return 0;
}

int dump(int argc, char** argv) {
  for (int i = 2; i < argc; ++i) say(std::string("argument ") + argv[i]);
  const char* value = argc > 2 ? std::getenv(argv[2]) : nullptr;
  say(std::string("variable ") + (value ? value : "(none)"));
  sigset_t blocked;
  ::sigprocmask(SIG_BLOCK, nullptr, &blocked);
  struct sigaction action {};
  ::sigaction(SIGUSR1, nullptr, &action);
  say(std::string("blocked ") + (sigismember(&blocked, SIGUSR1) ? "yes" : "no"));
  say(std::string("ignored ") + (action.sa_handler == SIG_IGN ? "yes" : "no"));
  say(std::string("session ") + (::getsid(0) == ::getpid() ? "own" : "shared"));
  int open = 0;
  for (int number = 3; number < 1024; ++number) open += ::close(number) == 0;
  say("descriptors " + std::to_string(open));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  ::alarm(kLifetime);
  const std::string_view mode = argc > 1 ? argv[1] : "";
  const int number = argc > 2 ? std::atoi(argv[2]) : 0;
  if (mode == "exit") return number;
  if (mode == "hang") forEver();
  if (mode == "flood") flood();
  if (mode == "grandchild") return grandchild();
  if (mode == "dump") return dump(argc, argv);
  if (mode == "long-line") say(std::string(1 << 20, 'l'));
  if (mode == "ignore-term") ::signal(SIGTERM, SIG_IGN);
  sayListening();
  if (mode == "crash") fall();
  if (mode == "crash-after") {
    ::usleep(static_cast<useconds_t>(number) * 1000);
    fall();
  }
  if (mode == "ignore-term") forEver();
  if (mode == "close-stdout") ::close(1);
  untilInputCloses();
  return 0;
}
