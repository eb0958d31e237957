// SPDX-License-Identifier: MIT
// All children of a launcher: driven together from one timer, stopped together at the end.
// Thread: one, the program's main thread.
// Borrows: what SupervisionParts names. Owns: the children.
#pragma once

#include "launcher/supervised_child.h"

#include <memory>
#include <vector>

namespace zoetrope::launcher {

class Supervisor {
 public:
  // How often a window's timer should call tick().
  static constexpr std::chrono::milliseconds kTickEvery{100};

  explicit Supervisor(SupervisionParts parts) : parts_(parts) {}

  // Not started yet. Valid until remove().
  SupervisedChild& add(ChildSpec spec);
  // Kills it if it still runs.
  void remove(const SupervisedChild& child);
  const std::vector<std::unique_ptr<SupervisedChild>>& children() const { return children_; }

  // Ticks every child. True when something changed.
  bool tick();
  // Asks all to stop; tick() goes on until allStopped().
  void stopAll();
  // No process is left.
  bool allStopped() const;
  // For faces without a window: sleeps until a child has something to say or its time has come, at most so long.
  void wait(Duration longest) const;

 private:
  const SupervisionParts parts_;
  std::vector<std::unique_ptr<SupervisedChild>> children_;
};

}  // namespace zoetrope::launcher
