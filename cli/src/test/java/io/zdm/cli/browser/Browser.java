package io.zdm.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Debian's Chromium, without a screen. It notes what the page's console says and every address that is asked for. Closed by
 * the test that started it.
 *
 * <p>Where it is not installed a test is skipped; in CI (the variable {@code CI} is set) it fails. Nothing is downloaded.
 */
public final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    /** So much as nothing takes on a page, be the machine as busy as it may. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** They warn that Chromium is newer than Selenium, which is of no matter here. Kept, so that they stay quiet. */
    private static final List<Logger> QUIET = Stream.of("chromium.ChromiumDriver", "devtools.CdpVersionFinder")
            .map(name -> Logger.getLogger("org.openqa.selenium." + name))
            .toList();

    static {
        QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
    }

    private final ChromeDriver driver;
    private final List<String> requests = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    public static Browser start() {
        boolean installed = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
        if (!installed && System.getenv("CI") != null) {
            throw new AssertionError("Not installed: " + CHROMIUM + " and " + DRIVER);
        }
        Assumptions.assumeTrue(installed, "Debian's packages chromium and chromium-driver are not installed");
        LoggingPreferences logged = new LoggingPreferences();
        logged.enable(LogType.BROWSER, Level.ALL);
        logged.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        // With both paths given, Selenium looks for neither.
        options.setBinary(CHROMIUM.toFile());
        options.setCapability("goog:loggingPrefs", logged);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--window-size=1400,1000");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    public Browser open(String url) {
        driver.get(url);
        return this;
    }

    /** As if it had just been started: an empty page, no cookies, nothing noted. */
    public Browser forget() {
        driver.get("about:blank");
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        takeErrors();
        requests();
        requests.clear();
        return this;
    }

    /** The address that it shows, with what is behind its {@code #}. */
    public String address() {
        return Objects.requireNonNull(driver.getCurrentUrl());
    }

    /** Of the first element that is shown, as a reader sees it; waits for one. */
    public String text(String css) {
        return shown(css).getText();
    }

    /** The first element that is shown; waits for one. */
    public WebElement shown(String css) {
        return await(css + " is shown", () -> first(css));
    }

    public boolean isShown(String css) {
        try {
            return first(css) != null;
        } catch (StaleElementReferenceException redrawn) {
            return isShown(css);
        }
    }

    private @Nullable WebElement first(String css) {
        return driver.findElements(By.cssSelector(css)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null);
    }

    /** Clicks as soon as it is shown and enabled. */
    public Browser click(String css) {
        await(css + " is clicked", () -> {
            WebElement element = first(css);
            if (element == null || !element.isEnabled()) {
                return null;
            }
            element.click();
            return true;
        });
        return this;
    }

    /** Replaces what a field holds, by keys as a person would. */
    public Browser type(String css, String text) {
        // Not clear(), after which a page hears of no input.
        shown(css).sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE.toString(), text);
        return this;
    }

    /** Chooses what reads so in a list. Not by keys: what is typed within a second counts as one word. */
    public Browser choose(String css, String text) {
        shown(css).findElements(By.tagName("option")).stream()
                .filter(option -> option.getText().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError(css + " has no " + text))
                .click();
        return this;
    }

    /** Waits until the element's text has all of these. */
    public Browser says(String css, String... texts) {
        await(css + " says " + String.join(", ", texts), () -> {
            WebElement element = first(css);
            String said = element == null ? "" : element.getText();
            return List.of(texts).stream().allMatch(said::contains) ? true : null;
        });
        return this;
    }

    public Browser awaitGone(String css) {
        await(css + " is gone", () -> first(css) == null ? true : null);
        return this;
    }

    /** Waits for what comes soon or never: until it is something. */
    public <T> T await(String what, Callable<@Nullable T> look) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < deadline) {
                T found = attempt(look);
                if (found != null) {
                    return found;
                }
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        throw new AssertionError("Waited in vain: " + what + ". The page at " + address() + " says:\n"
                + driver.findElement(By.tagName("body")).getText() + "\n" + console());
    }

    private static <T> @Nullable T attempt(Callable<@Nullable T> look) {
        try {
            return look.call();
        } catch (StaleElementReferenceException | NoSuchElementException redrawn) {
            return null; // Between two looks the page was drawn anew.
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a function's body in the page; a promise is waited for. */
    public @Nullable Object script(String body, Object... arguments) {
        try {
            return driver.executeScript(body, arguments);
        } catch (JavascriptException e) {
            throw new AssertionError("The page cannot run: " + body, e);
        }
    }

    /** As a window of this width, also narrower than one may be. */
    public Browser width(int pixels) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    /** As a system that prefers {@code dark} or {@code light}. */
    public Browser prefers(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    public ChromeDriver driver() {
        return driver;
    }

    /** The errors of the page's console since the last time they were taken: also requests that failed. */
    public List<String> takeErrors() {
        List<String> taken = console();
        errors.clear();
        return taken;
    }

    private List<String> console() {
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .forEach(entry -> errors.add(entry.getLevel() + " " + entry.getMessage()));
        return List.copyOf(errors);
    }

    /** Every address that was asked for since the start, or since {@link #forget()}. */
    public List<String> requests() {
        driver.manage().logs().get(LogType.PERFORMANCE).getAll().forEach(entry -> {
            JsonNode message = JsonMapper.shared().readTree(entry.getMessage()).get("message");
            if (message.get("method").asString().equals("Network.requestWillBeSent")) {
                requests.add(message.at("/params/request/url").asString());
            }
        });
        return List.copyOf(requests);
    }

    /**
     * Fails where the console said an error since the last time they were taken, or anything beyond these beginnings of
     * addresses was ever asked for. What a page holds itself ({@code data:}) is asked of nobody.
     */
    public void assertQuietWithin(String... origins) {
        assertThat(takeErrors()).as("what the page's console says").isEmpty();
        assertThat(requests())
                .as("what was asked for")
                .isNotEmpty()
                .allSatisfy(url -> assertThat(url)
                        .matches(asked -> asked.startsWith("data:")
                                || List.of(origins).stream().anyMatch(asked::startsWith)));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
