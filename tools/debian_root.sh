# SPDX-License-Identifier: MIT
# A bare Debian root to try things in, and commands in it. Sourced; the functions need root.

# make_debian_base FOLDER [RELEASE]: a minbase root of Debian 12 (or of RELEASE) in FOLDER/base, from wherever this machine's
# own apt gets Debian 12; made once.
make_debian_base() {
  local base=$1/base release=${2:-bookworm} mirror
  [[ ! -f $base/complete ]] || return 0
  mkdir -p "$1"
  mirror=$(apt-get indextargets --format '$(SITE) $(CODENAME)' 'Created-By: Packages' 'Component: main' | sed -n 's/ bookworm$//p' | head -n 1)
  [[ -n $mirror ]] || { echo "debian_root: no bookworm among this machine's apt sources (apt-get update?)" >&2; return 1; }
  rm -rf --one-file-system "$base"
  debootstrap --variant=minbase "$release" "$base" "$mirror" >"$1/debootstrap.log" 2>&1 ||
    { tail -n 20 "$1/debootstrap.log" >&2; return 1; }
  touch "$base/complete"
}

# copy_debian_base FOLDER ROOT: a root of its own from FOLDER/base, with this machine's names and resolver.
copy_debian_base() {
  rm -rf --one-file-system "$2"
  cp -a "$1/base" "$2"
  cp -L /etc/hosts /etc/resolv.conf "$2/etc/" 2>/dev/null || true
}

# in_debian_root ROOT FOLDER [NAME=VALUE…] -- COMMAND: runs a line of bash there, in the FOLDER, in namespaces of its own, so
# that all of its processes and mounts end with it. Replaces the shell that calls it: call it in one of its own. The
# network and the X displays are this machine's.
in_debian_root() {
  local root=$1 folder=$2 environment=()
  shift 2
  while [[ $1 != -- ]]; do environment+=("$1"); shift; done
  shift
  exec unshare --mount --pid --fork --kill-child=KILL bash -c '
    root=$1; shift
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    if [[ -d /tmp/.X11-unix ]]; then mkdir -p "$root/tmp/.X11-unix"; mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"; fi
    exec chroot "$root" env -i "$@"' in_debian_root "$root" \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb ${environment[@]+"${environment[@]}"} \
    bash -c "cd $folder && $1"
}
