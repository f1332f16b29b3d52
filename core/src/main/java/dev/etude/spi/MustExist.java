package dev.etude.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a {@code Path} setting that names a file or folder which is there before a run begins. The configuration's
 * reader looks for it, so that a wrong path is reported with its line, beside every other fault.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface MustExist {}
