// The usual motion detection with OpenCV, one thread: JPEG to reduced grey, MOG2, threshold, 3 x 3 opening, components.
// usage: opencv FRAMES.mjpeg COUNTS 4|8
// COUNTS has the number of bytes of each picture, one per line. Prints microseconds of CPU per picture and the number of
// components; loading the library and opening the files are left out, reading the pictures is not.
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/video/background_segm.hpp>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <vector>

static double cpu_us() {
    timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

int main(int count, char **arguments) {
    if (count != 4) return 64;
    cv::setNumThreads(1);
    std::vector<size_t> counts;
    std::ifstream list(arguments[2]);
    for (size_t bytes; list >> bytes;) counts.push_back(bytes);
    std::FILE *frames = std::fopen(arguments[1], "rb");
    if (!frames || counts.empty()) return 66;
    int mode = std::atoi(arguments[3]) == 8 ? cv::IMREAD_REDUCED_GRAYSCALE_8 : cv::IMREAD_REDUCED_GRAYSCALE_4;

    auto background = cv::createBackgroundSubtractorMOG2();
    cv::Mat kernel = cv::getStructuringElement(cv::MORPH_RECT, cv::Size(3, 3));
    cv::Mat grey, mask, labels, statistics, centroids;
    std::vector<unsigned char> bytes;
    long components = 0;
    double start = cpu_us();
    for (size_t size : counts) {
        bytes.resize(size);
        if (std::fread(bytes.data(), 1, size, frames) != size) return 65;
        cv::imdecode(bytes, mode, &grey);
        if (grey.empty()) return 65;
        background->apply(grey, mask);
        cv::threshold(mask, mask, 200, 255, cv::THRESH_BINARY);  // shadows are 127
        cv::morphologyEx(mask, mask, cv::MORPH_OPEN, kernel);
        components += cv::connectedComponentsWithStats(mask, labels, statistics, centroids) - 1;
    }
    std::printf("%.2f %ld\n", (cpu_us() - start) / counts.size(), components);
    return 0;
}
