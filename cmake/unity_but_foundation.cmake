# SPDX-License-Identifier: MIT
# For Poco, compiled many sources at once: those of Foundation have names in common.
cmake_language(DEFER CALL set_target_properties Foundation PROPERTIES UNITY_BUILD OFF)
