// SPDX-License-Identifier: MIT
// What an error of one message means for the rest of its batch. Private to net/.
// Thread: pure.
#pragma once

#include "libstream/net/batch_sender.h"

namespace zoetrope::net {

// Per batch; then the rest waits for the next call rather than spinning on a socket that reports nothing else.
inline constexpr std::uint64_t kMaxPortErrors = 8;

// Counts it, for the message of so many datagrams that the error is about; true when the batch goes on with the
// datagram at `outcome.done`.
bool afterError(int error, std::size_t datagrams, SendOutcome& outcome);

}  // namespace zoetrope::net
