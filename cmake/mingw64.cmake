# SPDX-License-Identifier: MIT
# Cross-build for Windows x86-64 with Debian's mingw-w64; libraries from tools/windows_libraries.sh.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR AMD64)

set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc-posix)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)
set(CMAKE_AR x86_64-w64-mingw32-gcc-ar-posix CACHE FILEPATH "")
set(CMAKE_RANLIB x86_64-w64-mingw32-gcc-ranlib-posix CACHE FILEPATH "")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-static")

# The prefix of the libraries; kept in the environment too, for CMake's own try_compile projects.
if(DEFINED ZOETROPE_WINDOWS_PREFIX)
  set(ENV{ZOETROPE_WINDOWS_PREFIX} "${ZOETROPE_WINDOWS_PREFIX}")
endif()
set(CMAKE_FIND_ROOT_PATH "$ENV{ZOETROPE_WINDOWS_PREFIX}" /usr/x86_64-w64-mingw32)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

set(CMAKE_CROSSCOMPILING_EMULATOR /usr/lib/wine/wine64)
