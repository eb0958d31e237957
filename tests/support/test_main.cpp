// SPDX-License-Identifier: MIT
// Boost.Test's runner, compiled once for all test executables.
#define BOOST_TEST_MODULE zoetrope
#include <boost/test/included/unit_test.hpp>
