# SPDX-License-Identifier: MIT
# What: take the pictures of docs/screenshots/, which software centres show (Xvfb; takes a minute)
. scripts/lib/common.sh
need "${packages_driven[@]}" iproute2 librsvg2-bin python3
build_programs
build release --target zoetrope
make_movies
mkdir -p docs/screenshots
say "playing, and taking pictures"
bash tools/screenshots.sh build/release/bin build/movies docs/screenshots
ls -l docs/screenshots
