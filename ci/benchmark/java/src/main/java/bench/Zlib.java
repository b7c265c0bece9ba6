package bench;

/** The two functions of zlib whose throughput is measured, from and to Java's arrays. */
interface Zlib {

    /** The row's name. */
    String name();

    /** The checksum of the data. */
    long crc32(byte[] data);

    /** The data compressed in zlib's format. */
    byte[] compress(byte[] data, int level);
}
