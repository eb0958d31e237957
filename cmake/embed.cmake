# SPDX-License-Identifier: MIT
# cmake -DFILE=… -DOUT=….cpp -DHEADER=… -DNAME=namespace::function -P embed.cmake: a file's bytes as a function that the
# header declares: std::span<const unsigned char> NAME().
file(READ "${FILE}" bytes HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
file(WRITE "${OUT}" "#include \"${HEADER}\"\n\nstd::span<const unsigned char> ${NAME}() {
static constexpr unsigned char bytes[] = {\n${bytes}\n};\nreturn bytes;\n}\n")
