package bench;

import com.sun.jna.Structure;

/** {@code struct vec3} as JNA wants it. */
@Structure.FieldOrder({"x", "y", "z"})
public class Vec3 extends Structure {

    /** The first component. */
    public double x;

    /** The second component. */
    public double y;

    /** The third component. */
    public double z;

    /** For JNA. */
    public Vec3() {}

    Vec3(double x, double y, double z) {
        this.x = x;
        this.y = y;
        this.z = z;
    }

    /** The same passed by value. */
    public static final class Value extends Vec3 implements Structure.ByValue {

        /** For JNA. */
        public Value() {}

        Value(double x, double y, double z) {
            super(x, y, z);
        }
    }
}
