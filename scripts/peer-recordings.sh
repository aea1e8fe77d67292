#!/bin/bash
# Makes the twelve recordings of `make bench-peers` once: three sizes, two kinds of chroma, noisy and soft pictures. They
# are rendered, or with FOOTAGE=CLIP (a film, or a directory of JPEG) made of a real clip by ffmpeg.
# Usage: [FOOTAGE=CLIP] scripts/peer-recordings.sh WAYSIDE DIRECTORY
set -euo pipefail
wayside=$1 out=$2 footage=${FOOTAGE:-}
scene=Benchmarks/scenes/square.yaml
rate=30

# Ten seconds of the largest pictures are enough, and rendering them takes minutes.
seconds() { if [ "$1" -gt 1280 ]; then echo 10; else echo 20; fi; }  # width

say() { printf 'peer-recordings: %s\n' "$*" >&2; }

# A lens that is not quite sharp, and how much noise and compression make a picture weigh what cameras send: about 0.9
# bit per pixel where the gain is high, 0.3 to 0.45 by day. Small pictures have more detail in a pixel.
render() {  # name width height chroma kind
    local noise=2.3 chroma_noise=4 blur=1 quality=80
    [ "$2" -gt 640 ] || noise=1.8
    if [ "$5" = soft ]; then
        noise=0.5 chroma_noise=1 blur=2 quality=60
        [ "$2" -gt 640 ] || quality=50
    fi
    sed -e "s/^size:.*/size: [$2, $3]/" -e "s/^sensor:.*/sensor: {noise: $noise, chroma_noise: $chroma_noise}/" \
        -e "s/^rate:.*/rate: $rate/" -e "s/^duration:.*/duration: $(seconds "$2")s/" \
        -e "s/^camera:/disturbances: [{reason: blurred, from: 0, amount: $blur}]\ncamera:/" "$scene" >"$out/$1.yaml"
    "$wayside" simulate "$out/$1.yaml" --out "$out/$1.part" --quality "$quality" --chroma "$4" --quiet
}

# The clip over and over, at the size; noise is added anew to each picture. Standard Huffman tables, as cameras send.
film() {  # name width height chroma kind
    local input=(-stream_loop -1 -i "$footage") filter="fps=$rate,scale=$2:$3:flags=lanczos" format=yuvj420p quality=6
    [ ! -d "$footage" ] || input=(-stream_loop -1 -framerate "$rate" -pattern_type glob -i "$footage/*.jpg")
    [ "$4" = 4:2:0 ] || format=yuvj422p
    [ "$5" = soft ] || { filter+=",noise=alls=12:allf=t" quality=5; }
    mkdir -p "$out/$1.part"
    ffmpeg -v error -nostdin -y "${input[@]}" -an -frames:v $((rate * $(seconds "$2"))) -vf "$filter" -pix_fmt "$format" \
        -c:v mjpeg -huffman default -q:v "$quality" -f mjpeg "$out/$1.part/frames.mjpeg"
    { printf 'fixture: 1\ntitle: Footage\nrate: %s\nstart: 2026-05-04T12:00:00Z\n' "$rate"
      sed -n '/^camera:/,$p' "$scene"; } >"$out/$1.part/fixture.yaml"
}

mkdir -p "$out"
for size in "640 480" "1280 720" "1920 1080"; do
    for chroma in 4:2:2 4:2:0; do
        for kind in noisy soft; do
            name=${size/ /x}-${chroma//:/}-$kind
            [ -e "$out/$name/fixture.yaml" ] && continue
            say "making $name"
            rm -rf "${out:?}/$name.part"
            # shellcheck disable=SC2086 # a size is two words
            if [ -n "$footage" ]; then film "$name" $size $chroma $kind; else render "$name" $size $chroma $kind; fi
            mv "$out/$name.part" "$out/$name"
        done
    done
done
say "the recordings take $(du -sm "$out" | cut -f1) MB in $out"
