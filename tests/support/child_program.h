// SPDX-License-Identifier: MIT
// One of the project's programs as a process, with pipes for all three of its streams; stderr is drained beside.
#pragma once

#include <Poco/Pipe.h>
#include <Poco/PipeStream.h>
#include <Poco/Process.h>

#include <iterator>
#include <string>
#include <thread>

namespace zoetrope::test {

class ChildProgram {
 public:
  explicit ChildProgram(const std::string& program, const Poco::Process::Args& arguments,
                        const Poco::Process::Env& environment = {})
      : handle_(Poco::Process::launch(program, arguments, &in_, &out_, &err_, environment)),
        output_(out_),
        drain_([this] {
          Poco::PipeInputStream stream(err_);
          error_.assign(std::istreambuf_iterator<char>(stream), {});
        }) {}
  ~ChildProgram() {
    if (!ended_) end();
    if (!ended_) wait();
  }
  ChildProgram(const ChildProgram&) = delete;
  ChildProgram& operator=(const ChildProgram&) = delete;

  // Empty at the end.
  std::string outLine() {
    std::string line;
    std::getline(output_, line);
    return line;
  }
#ifndef _WIN32  // which has no such request
  void terminate() { Poco::Process::requestTermination(handle_.id()); }
#endif
  void kill() { Poco::Process::kill(handle_); }
  void closeStdin() { in_.close(); }
  // What is written to stdout from now on finds nobody.
  void closeStdout() {
    out_.close(Poco::Pipe::CLOSE_READ);
    listens_ = false;
  }
  // Reads stdout to its end first, so that the program never waits for a reader.
  int wait() {
    if (ended_) return code_;
    if (listens_) rest_.assign(std::istreambuf_iterator<char>(output_), {});
    drain_.join();
    ended_ = true;
    return code_ = handle_.wait();
  }
  const std::string& restOfOut() const { return rest_; }
  const std::string& allOfErr() const { return error_; }

 private:
  void end() {
#ifdef _WIN32
    try {
      kill();  // after that there is nothing to wait for
    } catch (const Poco::Exception&) {
      // It has ended by itself.
    }
    drain_.join();
    ended_ = true;
#else
    terminate();
#endif
  }

  Poco::Pipe in_, out_, err_;
  Poco::ProcessHandle handle_;
  Poco::PipeInputStream output_;
  std::string rest_;
  std::string error_;
  std::thread drain_;
  bool listens_ = true;
  bool ended_ = false;
  int code_ = 0;
};

}  // namespace zoetrope::test
