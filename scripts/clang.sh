# SPDX-License-Identifier: MIT
# What: build with the second compiler, Clang 14, also as systems that are neither Linux nor Windows do; --libraries leaves out tests and programs
. scripts/lib/common.sh
need "${packages_build[@]}" "${packages_clang[@]}"
case ${1-} in '' | --libraries) ;; *) die "clang: --libraries, or nothing" ;; esac
[[ ${1-} == --libraries ]] || build_with_tests clang

# Programs would need Poco and wxWidgets that were built with it.
say "what the programs are made of, with LLVM's C++ library"
configure clang-libcxx -DBUILD_TESTING=OFF
build clang-libcxx --target zoetrope_core zoetrope_net zoetrope_server_core zoetrope_client_core zoetrope_client_window \
  zoetrope_launcher_core zoetrope_launcher_window zoetrope_widgets

say "what takes the place of Linux's own"
read -ra flags <<<"$(wx-config --cxxflags) $(pkg-config --cflags gtk+-3.0)"
# Of BSD and macOS.
echo 'extern "C" int getpeereid(int, unsigned*, unsigned*);' >build/clang-libcxx/bsd.h
count=0
while read -r file; do
  clang++-14 -std=c++20 -fsyntax-only -Wall -Wextra -Werror -U__linux__ -I. -Ibuild/clang-libcxx/generated -include build/clang-libcxx/bsd.h \
    "${flags[@]}" "$file" || die "$file does not compile without __linux__"
  ((++count))
done < <("$python" tools/sources.py cpp | grep -E '_(posix|other|plain)\.cpp$')
printf '   %d files\n' "$count"
((count > 10)) || die "where are they?"
