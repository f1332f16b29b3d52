package dev.etude.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The house stays the house: what may know what. */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.etude");

    @Test
    void theDoorsKnowTheJdkMusicAndArraysAlone() {
        classes()
                .that()
                .resideInAPackage("dev.etude.spi")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.etude.spi", "dev.etude.music", "org.nd4j.linalg.api.ndarray")
                .check(CORE);
    }

    @Test
    void musicKnowsNoNetwork() {
        classes()
                .that()
                .resideInAPackage("dev.etude.music..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.xml..", "javax.sound..", "dev.etude.music..")
                .check(CORE);
    }

    @Test
    void nothingKnowsTheCommands() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.etude.cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.etude.cli")
                .check(CORE);
    }

    @Test
    void noPackageGoesRoundInACircle() {
        slices().matching("dev.etude.(*)..").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void onlyTheCommandsAndTheConsolePrint() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.etude.cli")
                .and()
                .doNotHaveSimpleName("Console")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CORE);
    }
}
