// SPDX-License-Identifier: MIT
// The player's engine: one network thread that speaks RTSP, takes RTP in, fills the cache and plays it out.
// Thread: construct, start() and destroy on one thread; everything else from any.
// Borrows: the sink and the listener until join() has returned.
#pragma once

#include "rtsp_client/engine_control.h"
#include "rtsp_client/target.h"

#include <filesystem>
#include <memory>
#include <string>

namespace zoetrope::client {

struct EngineOptions {
  Target target;
  Transport transport = Transport::Auto;
  // Frames; 0 is no cache.
  int cacheFrames = 20;
  // Effective bytes of the RTP socket's receive buffer; 0 takes what a stream of high definition wants.
  int receiveBufferBytes = 0;
  // Every complete frame goes here, concatenated; empty: nowhere.
  std::filesystem::path saveFile;
  // The RTSP conversation goes here; empty: nowhere.
  std::filesystem::path logFile;
};

class Engine final : public EngineControl {
 public:
  Engine(EngineOptions options, FrameSink& sink, EngineListener& listener);
  ~Engine() override;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Starts the network thread, which connects at once.
  void start();

  void setup() override;
  void play() override;
  void pause() override;
  void teardown() override;
  void seek(double seconds) override;
  void retry() override;
  void useTcp() override;
  EngineStatus status() const override;
  playback::Counters counters() const override;
  std::vector<playback::HistorySample> history(std::size_t last) const override;
  std::vector<ConversationEntry> conversation(std::size_t first = 0) const override;
  void stop() override;
  void join() override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace zoetrope::client
